-- One row per legal status period of the window: its derived end, and what it counts for in the month (counting-rules.md 4.5).
with ends as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.reporting_month = :month as is_in_month_files,
        legal_status_periods.StartDateMHActLegalStatusClass,
        -- The end if it is on or before month end; else the day after month end where the expiry is missing, before the start or
        -- after month end; else the expiry.
        case
            when legal_status_periods.EndDateMHActLegalStatusClass <= :month_end
                then legal_status_periods.EndDateMHActLegalStatusClass
            when legal_status_periods.ExpiryDateMHActLegalStatusClass is null
                or legal_status_periods.ExpiryDateMHActLegalStatusClass
                    < legal_status_periods.StartDateMHActLegalStatusClass
                or legal_status_periods.ExpiryDateMHActLegalStatusClass > :month_end
                then date_add(:month_end, 1)
            else legal_status_periods.ExpiryDateMHActLegalStatusClass
        end as derived_end_date
    from legal_status_periods
)
select
    ends.UniqMHActEpisodeID,
    ends.is_in_month_files,
    ends.derived_end_date,
    ends.is_in_month_files and ends.StartDateMHActLegalStatusClass between :month_start and :month_end as is_started_in_month,
    ends.is_in_month_files and ends.derived_end_date between :month_start and :month_end as is_ended_in_month,
    ends.is_in_month_files and ends.derived_end_date > :month_end as is_active_at_month_end
from ends
