CREATE VIEW article_context AS
WITH published AS (
    SELECT article_id, title, url, cluster_id, try_cast(left(published_at, 10) AS DATE) AS published_on
    FROM articles
),
named AS (
    SELECT article_id, place_code(admin_code, layer) AS place_code, count(*) AS times, min("start") AS first
    FROM units
    WHERE admin_code IS NOT NULL
    GROUP BY ALL
),
placed AS (
    SELECT article_id, arg_max(place_code, times * 1000000000 - first) AS place_code
    FROM named
    GROUP BY article_id
),
reported AS (
    SELECT article_id, arg_min(value, "start") AS reported_period
    FROM dates JOIN published USING (article_id)
    WHERE grain IN ('quarter', 'half', 'year', 'range')
        AND modifier IS NULL
        AND year(start_date) = year(end_date)
        AND end_date BETWEEN published_on - 100 AND published_on + 15
    GROUP BY article_id
)
SELECT article_id, title, url, published_on, cluster_id, place_code, place, reported_period
FROM published
LEFT JOIN placed USING (article_id)
LEFT JOIN places USING (place_code)
LEFT JOIN reported USING (article_id);

COMMENT ON VIEW article_context IS 'What an article is about: the place and the period that it reports';
COMMENT ON COLUMN article_context.article_id IS 'Joins to articles.article_id';
COMMENT ON COLUMN article_context.title IS 'Headline';
COMMENT ON COLUMN article_context.url IS 'Address of the page';
COMMENT ON COLUMN article_context.published_on IS 'Day of publication';
COMMENT ON COLUMN article_context.cluster_id IS 'The same for copies of one article';
COMMENT ON COLUMN article_context.place_code IS 'The place that its units name most often, by itself or by its bodies; joins to places';
COMMENT ON COLUMN article_context.place IS 'Name of that place';
COMMENT ON COLUMN article_context.reported_period IS 'The first quarter, half, year or part of a year that it names and that ended around its publication (100 days before to 15 days after)';
