CREATE VIEW periods AS
SELECT period, period_start(period) AS period_start, period_end(period) AS period_end
FROM (SELECT period FROM targets UNION SELECT value FROM dates)
WHERE period IS NOT NULL;

COMMENT ON VIEW periods IS 'The dates and periods that the articles name';
COMMENT ON COLUMN periods.period IS 'As in targets.period and dates.value';
COMMENT ON COLUMN periods.period_start IS 'First day; null where it has no place on the calendar';
COMMENT ON COLUMN periods.period_end IS 'Last day';
