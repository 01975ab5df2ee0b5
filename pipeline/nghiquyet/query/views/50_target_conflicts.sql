CREATE VIEW target_conflicts AS
WITH results AS (
    SELECT * FROM target_series
    WHERE status = 'result' AND kind <> 'change' AND comparator = '=' AND period IS NOT NULL
),
disputed AS (
    SELECT series_id, period_start, period_end
    FROM results
    GROUP BY ALL
    HAVING count(DISTINCT value) > 1 AND count(DISTINCT cluster) > 1
),
sides AS (SELECT * FROM results JOIN disputed USING (series_id, period_start, period_end))
SELECT
    a.series_id,
    a.indicator,
    a.place,
    a.unit,
    a.period,
    a.value AS value_a,
    b.value AS value_b,
    a.surface AS surface_a,
    b.surface AS surface_b,
    a.article_id AS article_a,
    b.article_id AS article_b,
    a.published_on AS published_a,
    b.published_on AS published_b,
    a.record_id AS record_a,
    b.record_id AS record_b,
    lower(a.indicator) = lower(b.indicator) AS same_words
FROM sides a
JOIN sides b USING (series_id, period_start, period_end)
WHERE a.cluster <> b.cluster
    AND (a.published_on, a.article_id, a.record_id) < (b.published_on, b.article_id, b.record_id)
    AND (contains(lower(a.indicator), lower(b.indicator)) OR contains(lower(b.indicator), lower(a.indicator)))
    AND CASE
        WHEN lower(a.unit) = lower(b.unit) THEN NOT same_figure(a.value, b.value)
        ELSE abs(a.value_base - b.value_base) > 0.01 * greatest(abs(a.value_base), abs(b.value_base))
    END;

COMMENT ON VIEW target_conflicts IS 'Two articles, no copies of each other, that give different figures for one indicator, unit and period';
COMMENT ON COLUMN target_conflicts.series_id IS 'Joins to target_series.series_id';
COMMENT ON COLUMN target_conflicts.indicator IS 'The words of the article published first';
COMMENT ON COLUMN target_conflicts.place IS 'Name of the place';
COMMENT ON COLUMN target_conflicts.unit IS 'What is counted, or the measure';
COMMENT ON COLUMN target_conflicts.period IS 'The period that both hold for';
COMMENT ON COLUMN target_conflicts.value_a IS 'The figure published first';
COMMENT ON COLUMN target_conflicts.value_b IS 'The other figure';
COMMENT ON COLUMN target_conflicts.surface_a IS 'The words of the first figure';
COMMENT ON COLUMN target_conflicts.surface_b IS 'The words of the other';
COMMENT ON COLUMN target_conflicts.article_a IS 'The article of the first; joins to articles.article_id';
COMMENT ON COLUMN target_conflicts.article_b IS 'The article of the other';
COMMENT ON COLUMN target_conflicts.published_a IS 'Day of publication of the first';
COMMENT ON COLUMN target_conflicts.published_b IS 'Day of publication of the other';
COMMENT ON COLUMN target_conflicts.record_a IS 'Joins to targets.record_id';
COMMENT ON COLUMN target_conflicts.record_b IS 'Joins to targets.record_id';
COMMENT ON COLUMN target_conflicts.same_words IS 'Whether both name the indicator in the same words; else one says more';
