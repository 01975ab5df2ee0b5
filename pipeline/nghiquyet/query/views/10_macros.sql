COMMENT ON TABLE indicators IS 'The indicators that news keeps reporting';
COMMENT ON COLUMN indicators.indicator_id IS 'Joins to targets.indicator_id';
COMMENT ON COLUMN indicators.name IS 'Its name';
COMMENT ON TABLE counted_nouns IS 'What news counts';
COMMENT ON COLUMN counted_nouns.noun IS 'In lower case, as targets.unit in lower case';
COMMENT ON COLUMN counted_nouns.class IS 'The kind of thing that it is';

-- The value that stands most often in a group; of two as frequent the first in their order, on every run.
CREATE MACRO most_frequent(words) AS mode(words ORDER BY words);

-- Text without diacritics, in lower case: what somebody types who types none.
CREATE MACRO unaccented(words) AS replace(lower(strip_accents(words)), 'đ', 'd');

-- The sentence of `article_text` around the code points [first, last): cut at line ends, and at full stops
-- between a word of two letters or more and a capital, as near as a pattern comes to the run's own sentences.
CREATE MACRO sentence_at(article_text, first, last) AS
    regexp_extract(
        substring(article_text, 1, first),
        '(?s)^(?:.*(?:\n|[\p{Ll}\p{N})%"”]{2}[.!?…]+["”)]* +))?([\p{Lu}\p{N}"“(].*|)$', 1)
    || substring(article_text, first + 1, greatest(last - first - 2, 0))
    || coalesce(
        nullif(regexp_extract(
            substring(article_text, greatest(last - 1, first + 1)),
            '^(..?[.!?…]+["”)]*|..?[^\n]*?[\p{Ll}\p{N})%"”]{2}[.!?…]+["”)]*)(?: +[\p{Lu}\p{N}"“(]|\n|$)', 1), ''),
        regexp_extract(substring(article_text, greatest(last - 1, first + 1)), '^[^\n]*'));

-- First and last day of one bound of a period: 2024, 2024-03, 2024-03-12, 2024-Q1, 2024-H1. Null for others.
CREATE MACRO months_of(bound) AS CASE bound[6:6] WHEN 'Q' THEN 3 WHEN 'H' THEN 6 ELSE 1 END;
CREATE MACRO first_day(bound) AS CASE length(bound)
    WHEN 4 THEN try_cast(bound || '-01-01' AS DATE)
    WHEN 7 THEN CASE months_of(bound)
        WHEN 1 THEN try_cast(bound || '-01' AS DATE)
        ELSE try_cast(
            bound[1:5] || ((try_cast(bound[7:7] AS INTEGER) - 1) * months_of(bound) + 1)::VARCHAR || '-1' AS DATE)
    END
    WHEN 10 THEN try_cast(bound AS DATE)
END;
CREATE MACRO last_day_of(bound) AS CASE length(bound)
    WHEN 4 THEN try_cast(bound || '-12-31' AS DATE)
    WHEN 7 THEN last_day(first_day(bound) + to_months(months_of(bound) - 1))
    WHEN 10 THEN try_cast(bound AS DATE)
END;

-- First and last day of a period as `dates.value` writes it, which may be a range `A/B`.
CREATE MACRO period_start(period) AS first_day(split_part(period, '/', 1));
CREATE MACRO period_end(period) AS last_day_of(split_part(period, '/', -1));

-- How many decimals a figure has, up to three.
CREATE MACRO decimals(figure) AS CASE
    WHEN figure = round(figure) THEN 0
    WHEN figure = round(figure, 1) THEN 1
    WHEN figure = round(figure, 2) THEN 2
    ELSE 3
END;

-- Whether two figures are the same one, told with fewer decimals in one place than in the other.
CREATE MACRO same_figure(a, b) AS
    abs(a - b) <= 0.5 / pow(10, least(decimals(a), decimals(b))) * (decimals(a) <> decimals(b))::INTEGER + 1e-9;

-- The place that a code means: codes kept their places until the units of July 2025 took some of them over.
CREATE MACRO place_code(admin_code, layer) AS
    CASE WHEN layer >= '2025' THEN admin_code || '@' || layer ELSE admin_code END;
