-- One row per community treatment order: current rows of the window, de-duplicated (counting-rules.md 4.2), under the
-- legal status period that stands for its episode after de-duplication.
with episodes as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.person_key,
        explode(legal_status_periods.merged_episode_ids) as merged_episode_id
    from legal_status_periods
),
ranked as (
    select
        episodes.UniqMHActEpisodeID,
        episodes.person_key,
        MHS404CommTreatOrder.organisation_code,
        MHS404CommTreatOrder.submission_id,
        MHS404CommTreatOrder.StartDateCommTreatOrd,
        MHS404CommTreatOrder.EndDateCommTreatOrd,
        MHS404CommTreatOrder.CommTreatOrdEndReason,
        row_number() over (
            partition by
                episodes.person_key,
                MHS404CommTreatOrder.organisation_code,
                MHS404CommTreatOrder.StartDateCommTreatOrd
            order by
                MHS404CommTreatOrder.reporting_month desc,
                MHS404CommTreatOrder.EndDateCommTreatOrd desc nulls last,
                MHS404CommTreatOrder.MHActLegalStatusClassPeriodID desc,
                MHS404CommTreatOrder.record desc
        ) as duplicate_rank
    from episodes
    inner join MHS404CommTreatOrder
        on episodes.merged_episode_id
            = concat(MHS404CommTreatOrder.organisation_code, MHS404CommTreatOrder.MHActLegalStatusClassPeriodID)
)
select
    ranked.UniqMHActEpisodeID,
    ranked.person_key,
    ranked.organisation_code,
    ranked.submission_id,
    ranked.StartDateCommTreatOrd,
    ranked.EndDateCommTreatOrd,
    ranked.CommTreatOrdEndReason
from ranked
where ranked.duplicate_rank = 1
