-- What the pages ask for often, worked out once: `words` is what a search looks into.
CREATE SCHEMA prepared;

CREATE TABLE prepared.article_context AS
SELECT *, unaccented(concat_ws(' ', place, title)) AS words FROM main.article_context ORDER BY article_id;

CREATE TABLE prepared.articles AS
SELECT article_id, title, published_at, author, targets, documents, units, people,
    unaccented(concat_ws(' ', title, author, article_id)) AS words
FROM main.articles;

CREATE TABLE prepared.documents AS
SELECT *, unaccented(concat_ws(' ', surface, symbol, issuer, subject)) AS words FROM main.documents;

CREATE TABLE prepared.dates AS
SELECT *, unaccented(concat_ws(' ', surface, value)) AS words FROM main.dates;

CREATE TABLE prepared.targets AS
SELECT *, unaccented(concat_ws(' ', surface, indicator, scope)) AS words FROM main.targets;

CREATE TABLE prepared.units AS
SELECT *, unaccented(concat_ws(' ', surface, canonical, admin_code)) AS words FROM main.units;

CREATE TABLE prepared.people AS
SELECT *, unaccented(concat_ws(' ', name, role, unit)) AS words FROM main.people;

CREATE TABLE prepared.target_series AS FROM main.target_series ORDER BY series_id;

CREATE TABLE prepared.series AS
SELECT
    series_id,
    mode(lower(indicator)) AS indicator,
    any_value(place) AS place,
    mode(unit) AS unit,
    count(*) AS figures,
    count(DISTINCT period_end) AS periods,
    count(plan) AS plans,
    max(published_on) AS last_published,
    unaccented(concat_ws(' ', indicator, place)) AS words
FROM prepared.target_series
GROUP BY series_id;

CREATE TABLE prepared.target_conflicts AS FROM main.target_conflicts;
CREATE TABLE prepared.document_citations AS
SELECT *, unaccented(concat_ws(' ', name, issuer, subject)) AS words FROM main.document_citations;
CREATE TABLE prepared.unit_activity AS
SELECT *, unaccented(unit) AS words FROM main.unit_activity;
