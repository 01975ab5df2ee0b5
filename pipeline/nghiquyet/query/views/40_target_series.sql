-- What is sorted and grouped here carries ids alone, and each period is parsed once: with the words of a million
-- figures in it, that took most of the time.
CREATE VIEW target_series AS
WITH days AS MATERIALIZED (FROM periods),
scopes AS (
    SELECT
        article_id,
        canonical AS scope,
        min(place_code(admin_code, layer)) FILTER (
            level <> 'hamlet' AND unit_type IN ('admin', 'party', 'state', 'front')
        ) AS place_code
    FROM units
    GROUP BY ALL
),
followed AS (
    SELECT
        record_id,
        last_value(
            CASE WHEN period IS NOT NULL AND status = 'result'
                THEN {'period': period, 'end': period_end, 'sentence': sentence} END
            IGNORE NULLS
        ) OVER (PARTITION BY article_id ORDER BY "start") AS nearby
    FROM targets
    LEFT JOIN days USING (period)
    WHERE indicator IS NOT NULL AND (actual IS NOT NULL OR percent IS NOT NULL)
),
figures AS (
    SELECT
        record_id, t.article_id, t.sentence, t.surface, rule_id, t."start", t.kind, t.status, comparator, direction, "check",
        coalesce(cluster_id, t.article_id) AS cluster,
        published_on, title, indicator, indicator_id,
        coalesce(indicator_id, lower(indicator)) AS indicator_key,
        CASE WHEN t.scope IS NULL OR lower(t.scope) = lower(c.place) THEN c.place_code ELSE s.place_code END
            AS place_code,
        coalesce(t.scope, c.place) AS scope,
        CASE
            WHEN t.period IS NOT NULL THEN 'sentence'
            WHEN t.status = 'goal' THEN NULL
            WHEN t.sentence - nearby.sentence <= 2 AND nearby.end <= published_on + 15 THEN 'nearby'
            WHEN reported_period IS NOT NULL THEN 'article'
        END AS period_from,
        CASE period_from WHEN 'sentence' THEN t.period WHEN 'nearby' THEN nearby.period WHEN 'article' THEN reported_period END
            AS period,
        coalesce(actual, t.percent) * CASE WHEN t.kind = 'change' AND direction = 'down' THEN -1 ELSE 1 END AS figure,
        CASE WHEN t.kind IN ('progress', 'share') THEN reference END AS planned,
        coalesce(t.percent, percent_computed) AS percent,
        coalesce(CASE WHEN actual IS NULL THEN '%' END, unit) AS unit,
        CASE
            WHEN actual IS NULL THEN '%'
            -- one indicator counts people by many names: 112 đồng chí, 145 đảng viên
            WHEN indicator_id IS NOT NULL
                AND (class = 'person' OR noun IN ('người', 'đồng chí', 'đ/c', 'cá nhân', 'em', 'cháu', 'hộ'))
                THEN 'person'
            ELSE coalesce(unit_base, lower(unit), '')
        END AS unit_key,
        value_base,
        unit_base
    FROM targets t
    JOIN followed USING (record_id)
    JOIN article_context c USING (article_id)
    LEFT JOIN scopes s ON s.article_id = t.article_id AND s.scope = t.scope
    LEFT JOIN counted_nouns n ON n.noun = lower(t.unit)
),
identified AS MATERIALIZED (
    SELECT
        *,
        left(md5(concat_ws(
            '|', indicator_key, coalesce(place_code, lower(scope), cluster), unit_key, (kind = 'change')::VARCHAR
        )), 12) AS series_id,
        hash(cluster, indicator_key, coalesce(place_code, lower(scope)), unit_key, kind, period, status, figure, planned, percent)
            AS telling
    FROM figures
),
repeated AS (
    SELECT telling, count(*) AS copies, arg_min(record_id, (published_on, article_id, "start")) AS record_id
    FROM identified
    GROUP BY telling
    HAVING copies > 1
)
SELECT
    series_id,
    indicator,
    indicator_id,
    coalesce(name, lower(indicator)) AS measured,
    coalesce(p.place, scope) AS place,
    place_code,
    scope,
    unit,
    period,
    period_start,
    period_end,
    period_from,
    kind,
    status,
    CASE WHEN status = 'result' THEN figure END AS value,
    CASE WHEN status = 'result' THEN planned ELSE figure END AS plan,
    percent,
    value_base,
    unit_base,
    comparator,
    "check",
    coalesce(copies, 1) AS copies,
    cluster,
    article_id,
    published_on,
    title,
    i.record_id,
    sentence,
    surface,
    rule_id
FROM identified i
LEFT JOIN repeated r USING (telling)
LEFT JOIN places p USING (place_code)
LEFT JOIN days USING (period)
LEFT JOIN indicators USING (indicator_id)
WHERE r.record_id IS NULL OR i.record_id = r.record_id;

COMMENT ON VIEW target_series IS 'Figures along time: one row a figure of an indicator, told in one article and its copies';
COMMENT ON COLUMN target_series.series_id IS 'The same for one indicator of one place in one unit (people are counted by many names); rises and falls apart from levels';
COMMENT ON COLUMN target_series.indicator IS 'The words that name what is measured';
COMMENT ON COLUMN target_series.indicator_id IS 'The indicator that the words mean, where it is known';
COMMENT ON COLUMN target_series.measured IS 'Name of that indicator, else the words';
COMMENT ON COLUMN target_series.place IS 'Name of the place that the figure is of, else the scope';
COMMENT ON COLUMN target_series.place_code IS 'The place of the scope; without a scope the place of the article';
COMMENT ON COLUMN target_series.scope IS 'The unit that the sentence names, else the place of the article';
COMMENT ON COLUMN target_series.unit IS 'What is counted, or the measure, as written';
COMMENT ON COLUMN target_series.period IS 'The period that it holds for';
COMMENT ON COLUMN target_series.period_start IS 'First day of the period';
COMMENT ON COLUMN target_series.period_end IS 'Last day of the period';
COMMENT ON COLUMN target_series.period_from IS 'Where the period was read: sentence, nearby (a figure of the two sentences before), article';
COMMENT ON COLUMN target_series.kind IS 'How the figure is to be read';
COMMENT ON COLUMN target_series.status IS 'Done or counted, or planned and promised';
COMMENT ON COLUMN target_series.value IS 'The figure reached, in the unit; a fall is negative; null for a goal';
COMMENT ON COLUMN target_series.plan IS 'The plan in the unit, of a share the whole; of a goal its figure';
COMMENT ON COLUMN target_series.percent IS 'The percentage stated, else computed, in %';
COMMENT ON COLUMN target_series.value_base IS 'The figure, reached or promised, in the base unit';
COMMENT ON COLUMN target_series.unit_base IS 'The base unit';
COMMENT ON COLUMN target_series.comparator IS 'How the figure bounds the quantity';
COMMENT ON COLUMN target_series."check" IS 'Whether the stated figures agree';
COMMENT ON COLUMN target_series.copies IS 'How often the article and its copies say it';
COMMENT ON COLUMN target_series.cluster IS 'Names the article and its copies';
COMMENT ON COLUMN target_series.article_id IS 'The article, the first published of the copies; joins to articles.article_id';
COMMENT ON COLUMN target_series.published_on IS 'Day of publication';
COMMENT ON COLUMN target_series.title IS 'Headline of the article';
COMMENT ON COLUMN target_series.record_id IS 'Joins to targets.record_id';
COMMENT ON COLUMN target_series.sentence IS 'Number of the sentence in the article';
COMMENT ON COLUMN target_series.surface IS 'The words of the figure';
COMMENT ON COLUMN target_series.rule_id IS 'The rule that proposed it';
