CREATE VIEW document_citations AS
SELECT
    document_id,
    most_frequent(surface) AS name,
    most_frequent(symbol) AS symbol,
    most_frequent(doc_type) AS doc_type,
    most_frequent(issuer) AS issuer,
    min(issued_on) AS issued_on,
    most_frequent(subject) AS subject,
    count(*) AS mentions,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT coalesce(cluster_id, article_id)) AS distinct_articles,
    count(DISTINCT place_code) AS places,
    min(published_on) AS first_cited,
    max(published_on) AS last_cited
FROM documents JOIN article_context USING (article_id)
WHERE document_id IS NOT NULL
GROUP BY document_id;

COMMENT ON VIEW document_citations IS 'The documents, with how often and how long each is cited';
COMMENT ON COLUMN document_citations.document_id IS 'The same for the same document in any article; joins to documents.document_id';
COMMENT ON COLUMN document_citations.name IS 'The words that name it most often';
COMMENT ON COLUMN document_citations.symbol IS 'Canonical number and symbol';
COMMENT ON COLUMN document_citations.doc_type IS 'The kind of document';
COMMENT ON COLUMN document_citations.issuer IS 'The issuing body, as most often written';
COMMENT ON COLUMN document_citations.issued_on IS 'Day of issue';
COMMENT ON COLUMN document_citations.subject IS 'Its title, as most often written';
COMMENT ON COLUMN document_citations.mentions IS 'Number of mentions';
COMMENT ON COLUMN document_citations.articles IS 'Number of articles that cite it';
COMMENT ON COLUMN document_citations.distinct_articles IS 'The same with copies of one article counted once';
COMMENT ON COLUMN document_citations.places IS 'Number of places that these articles are about';
COMMENT ON COLUMN document_citations.first_cited IS 'Day of publication of the first of them';
COMMENT ON COLUMN document_citations.last_cited IS 'Day of publication of the last';
