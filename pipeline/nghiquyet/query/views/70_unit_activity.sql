CREATE VIEW unit_activity AS
SELECT
    canonical AS unit,
    most_frequent(unit_type) AS unit_type,
    most_frequent(level) AS level,
    most_frequent(admin_code) AS admin_code,
    most_frequent(province_code) AS province_code,
    count(*) AS mentions,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT coalesce(cluster_id, article_id)) AS distinct_articles,
    coalesce(any_value(figures), 0) AS figures,
    min(published_on) AS first_named,
    max(published_on) AS last_named
FROM units
JOIN article_context USING (article_id)
LEFT JOIN (SELECT scope, count(*) AS figures FROM targets WHERE scope IS NOT NULL GROUP BY scope)
    ON scope = canonical
GROUP BY canonical;

COMMENT ON VIEW unit_activity IS 'The units, with how often each is named and how many figures are reported of it';
COMMENT ON COLUMN unit_activity.unit IS 'Full name; joins to units.canonical, people.unit and targets.scope';
COMMENT ON COLUMN unit_activity.unit_type IS 'The kind of unit';
COMMENT ON COLUMN unit_activity.level IS 'Its administrative level';
COMMENT ON COLUMN unit_activity.admin_code IS 'Official code of its place';
COMMENT ON COLUMN unit_activity.province_code IS 'Code of its province';
COMMENT ON COLUMN unit_activity.mentions IS 'Number of mentions';
COMMENT ON COLUMN unit_activity.articles IS 'Number of articles that name it';
COMMENT ON COLUMN unit_activity.distinct_articles IS 'The same with copies of one article counted once';
COMMENT ON COLUMN unit_activity.figures IS 'Number of figures that name it as their scope';
COMMENT ON COLUMN unit_activity.first_named IS 'Day of publication of the first of them';
COMMENT ON COLUMN unit_activity.last_named IS 'Day of publication of the last';
