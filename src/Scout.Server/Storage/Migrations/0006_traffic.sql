-- What has left within an hour, a day, or for an alert is counted before anything else leaves.
create index attempts_sent on attempts (sent_at);
create index deliveries_of_alert on deliveries (alert_id);
