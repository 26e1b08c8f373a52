-- One row per crisis referral received in the month: T1 to T4, the first that fits (counting-rules.md 2.1).
with typed as (
    select
        month_referrals.UniqServReqID,
        month_referrals.person_key,
        month_referrals.organisation_code,
        month_referrals.submission_id,
        month_referrals.file,
        month_referrals.line,
        month_referrals.birth_date,
        month_referrals.ethnicity_as_sent,
        month_referrals.received_datetime,
        month_referrals.ReferralRequestReceivedTime is null as is_start_untimed,
        month_referrals.ClinRespPriorityType,
        month_referrals.SourceOfReferralMH,
        month_referrals.PrimReasonReferralMH,
        month_referrals.ReferRejectionDate is not null as is_rejected,
        month_referrals.ReferRejectReason,
        referral_teams.team_types,
        referral_teams.has_liaison_team,
        referral_teams.has_crisis_team,
        referral_teams.has_crisis_service_team,
        referral_teams.has_place_of_safety_team,
        case
            when referral_teams.has_liaison_team and month_referrals.SourceOfReferralMH = 'H1' then 'T1'   -- H1: emergency department
            when referral_teams.has_crisis_team then 'T2'
            when referral_teams.has_other_crisis_team then 'T3'
            when month_referrals.ClinRespPriorityType in ('1', '2', '4')
                and month_referrals.PrimReasonReferralMH = '18' then 'T4'                                  -- 18: in crisis
        end as event_type
    from month_referrals
    inner join referral_teams on month_referrals.UniqServReqID = referral_teams.UniqServReqID
    where month_referrals.is_received_in_month
)
select
    typed.UniqServReqID,
    typed.person_key,
    typed.organisation_code,
    typed.submission_id,
    typed.file,
    typed.line,
    typed.birth_date,
    typed.ethnicity_as_sent,
    typed.received_datetime,
    typed.ClinRespPriorityType,
    typed.SourceOfReferralMH,
    typed.PrimReasonReferralMH,
    typed.is_rejected,
    typed.ReferRejectReason,
    typed.team_types,
    typed.has_liaison_team,
    typed.has_crisis_team,
    typed.has_crisis_service_team,
    typed.has_place_of_safety_team,
    typed.event_type,
    first_contacts.in_month_datetime,
    first_contacts.in_month_submission_id,
    first_contacts.any_month_datetime,
    first_contacts.any_month_submission_id,
    -- Rounded up, so that a limit in minutes holds exactly when it holds in seconds.
    cast(ceil((unix_seconds(first_contacts.in_month_datetime) - unix_seconds(typed.received_datetime)) / 60) as int)
        as response_minutes_in_month,
    cast(ceil((unix_seconds(first_contacts.any_month_datetime) - unix_seconds(typed.received_datetime)) / 60) as int)
        as response_minutes_any_month,
    first_contacts.with_video_datetime,
    cast(ceil((unix_seconds(first_contacts.with_video_datetime) - unix_seconds(typed.received_datetime)) / 60) as int)
        as response_minutes_with_video,
    first_contacts.any_time_datetime,
    cast(ceil((unix_seconds(first_contacts.any_time_datetime) - unix_seconds(typed.received_datetime)) / 60) as int)
        as response_minutes_any_time,
    case
        when typed.is_start_untimed and first_contacts.is_any_month_untimed then 'both_untimed'
        when typed.is_start_untimed then 'start_untimed'
        when first_contacts.is_any_month_untimed then 'contact_untimed'
        when first_contacts.has_untimed_contact_dropped then 'untimed_contact_dropped'
        when first_contacts.has_contact_before_start then 'contact_before_start'
        else 'good'
    end as time_quality
from typed
left join first_contacts on typed.UniqServReqID = first_contacts.UniqServReqID
where typed.event_type is not null
