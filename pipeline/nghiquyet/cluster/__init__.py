"""Near-duplicates: articles that say the same get one `cluster_id`, whoever printed them."""
