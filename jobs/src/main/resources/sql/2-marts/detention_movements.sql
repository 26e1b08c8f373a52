-- One row per detention that was active at the end of the month before, is active now, or started or ended in the month: how active
-- detentions came from one month end to the next. Columns are described in the contract.
-- A row's identity: active now = active before + started - ended, and one more or one less by its movement.
with present as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.organisation_code,
        array(legal_status_periods.submission_id) as submission_ids,
        legal_status_periods.submission_id,
        legal_status_periods.file,
        legal_status_periods.line,
        period_flags.is_in_month_files,
        coalesce(
            episode_categories.UniqHospProvSpellID is not null
            and episode_categories.category in ('A', 'B', 'C', 'D', 'P', 'G', 'H', 'K', 'L'),
            false
        ) as is_detention,
        period_flags.is_started_in_month,
        period_flags.is_ended_in_month,
        period_flags.is_active_at_month_end
    from legal_status_periods
    inner join period_flags on legal_status_periods.UniqMHActEpisodeID = period_flags.UniqMHActEpisodeID
    inner join episode_categories on legal_status_periods.UniqMHActEpisodeID = episode_categories.UniqMHActEpisodeID
    inner join current_patients on legal_status_periods.person_key = current_patients.person_key
),
compared as (
    select
        coalesce(present.UniqMHActEpisodeID, detentions_month_before.UniqMHActEpisodeID) as UniqMHActEpisodeID,
        coalesce(present.organisation_code, detentions_month_before.organisation_code) as organisation_code,
        coalesce(present.submission_ids, detentions_month_before.submission_ids) as submission_ids,
        coalesce(present.submission_id, detentions_month_before.source_submission_id) as submission_id,
        coalesce(present.file, detentions_month_before.source_file) as file,
        coalesce(present.line, detentions_month_before.source_line) as line,
        coalesce(
            detentions_month_before.is_active_at_month_end
            and detentions_month_before.has_spell
            and detentions_month_before.category in ('A', 'B', 'C', 'D', 'P', 'G', 'H', 'K', 'L'),
            false
        ) as was_active,
        coalesce(detentions_month_before.is_in_month_files, false) as was_in_files,
        coalesce(
            detentions_month_before.has_spell
            and detentions_month_before.category in ('A', 'B', 'C', 'D', 'P', 'G', 'H', 'K', 'L'),
            false
        ) as was_detention,
        coalesce(present.is_in_month_files, false) as is_in_files,
        coalesce(present.is_detention, false) as is_detention,
        coalesce(present.is_detention and present.is_started_in_month, false) as is_started,
        coalesce(present.is_detention and present.is_ended_in_month, false) as is_ended,
        coalesce(present.is_detention and present.is_active_at_month_end, false) as is_active
    from present
    full outer join detentions_month_before
        on present.UniqMHActEpisodeID = detentions_month_before.UniqMHActEpisodeID
),
moved as (
    select
        compared.UniqMHActEpisodeID,
        compared.organisation_code,
        compared.submission_ids,
        compared.submission_id,
        compared.file,
        compared.line,
        compared.was_active,
        compared.is_started,
        compared.is_ended,
        compared.is_active,
        compared.was_in_files,
        compared.was_detention,
        compared.is_in_files,
        compared.is_detention,
        cast(compared.is_active as int) - cast(compared.was_active as int)
            - cast(compared.is_started as int) + cast(compared.is_ended as int) as difference
    from compared
    where compared.was_active or compared.is_active or compared.is_started or compared.is_ended
)
select
    moved.UniqMHActEpisodeID,
    moved.organisation_code,
    moved.was_active as was_active_at_end_of_month_before,
    moved.is_started as is_started_in_month,
    moved.is_ended as is_ended_in_month,
    moved.is_active as is_active_at_month_end,
    case
        when moved.difference = 0 then 'none'
        when moved.difference = 1 and not moved.was_in_files then 'appeared_late'
        when moved.difference = 1 and not moved.was_detention then 'recategorised_in'
        when moved.difference = 1 then 'redated_in'
        when not moved.is_in_files then 'vanished'
        when not moved.is_detention then 'recategorised_out'
        else 'redated_out'
    end as movement,
    moved.submission_ids,
    moved.submission_id as source_submission_id,
    'MHS401MHActPeriod' as source_table,
    moved.file as source_file,
    moved.line as source_line
from moved
