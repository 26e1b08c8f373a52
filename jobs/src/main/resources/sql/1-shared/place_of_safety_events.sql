-- One row per place of safety detention started in the month (T5), and per place of safety contact that no such detention and
-- no place of safety referral of the person at the provider covers (T7) (counting-rules.md 2.1).
-- CHOICE: a detention covers contacts from its start to its end, at most two days on (36 hours is the longest lawful time);
-- a referral to an A20 team covers contacts while it is open.
with detentions as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.person_key,
        legal_status_periods.organisation_code,
        legal_status_periods.submission_id,
        legal_status_periods.record,
        legal_status_periods.file,
        legal_status_periods.line,
        legal_status_periods.birth_date,
        legal_status_periods.ethnicity_as_sent,
        legal_status_periods.LegalStatusCode,
        legal_status_periods.StartDateMHActLegalStatusClass as start_date,
        legal_status_periods.StartTimeMHActLegalStatusClass as start_time,
        legal_status_periods.EndDateMHActLegalStatusClass as end_date
    from legal_status_periods
    where legal_status_periods.LegalStatusCode in ('19', '20')     -- s135, s136
),
contacts as (
    select
        concat(MHS201CareContact.organisation_code, MHS201CareContact.CareContactID) as UniqCareContID,
        month_referrals.UniqServReqID,
        month_referrals.person_key,
        month_referrals.birth_date,
        month_referrals.ethnicity_as_sent,
        MHS201CareContact.organisation_code,
        MHS201CareContact.submission_id,
        MHS201CareContact.record,
        MHS201CareContact.file,
        MHS201CareContact.line,
        MHS201CareContact.CareContDate as start_date,
        MHS201CareContact.CareContTime as start_time
    from MHS201CareContact
    inner join month_referrals
        on MHS201CareContact.submission_id = month_referrals.submission_id
        and MHS201CareContact.ServiceRequestID = month_referrals.ServiceRequestID
    where MHS201CareContact.reporting_month = :month
        and MHS201CareContact.PlaceOfSafetyInd = 'Y'
        and MHS201CareContact.AttendStatus in ('5', '6')           -- the person was seen
),
place_of_safety_referrals as (
    select
        month_referrals.person_key,
        month_referrals.organisation_code,
        month_referrals.ReferralRequestReceivedDate as start_date,
        month_referrals.ServDischDate as end_date
    from month_referrals
    inner join referral_teams on month_referrals.UniqServReqID = referral_teams.UniqServReqID
    where referral_teams.has_place_of_safety_team
),
found as (
    select
        'T5' as event_type,
        'MHS401MHActPeriod' as source_table,
        detentions.UniqMHActEpisodeID as national_key,
        detentions.UniqMHActEpisodeID,
        cast(null as string) as UniqServReqID,
        case detentions.LegalStatusCode when '20' then 's136' else 's135' end as mha_power,
        detentions.person_key,
        detentions.organisation_code,
        detentions.submission_id,
        detentions.record,
        detentions.file,
        detentions.line,
        detentions.birth_date,
        detentions.ethnicity_as_sent,
        detentions.start_date,
        detentions.start_time
    from detentions
    where detentions.start_date between :month_start and :month_end
    union all
    select
        'T7' as event_type,
        'MHS201CareContact' as source_table,
        contacts.UniqCareContID as national_key,
        cast(null as string) as UniqMHActEpisodeID,
        contacts.UniqServReqID,
        cast(null as string) as mha_power,
        contacts.person_key,
        contacts.organisation_code,
        contacts.submission_id,
        contacts.record,
        contacts.file,
        contacts.line,
        contacts.birth_date,
        contacts.ethnicity_as_sent,
        contacts.start_date,
        contacts.start_time
    from contacts
    left anti join detentions
        on contacts.person_key = detentions.person_key
        and contacts.organisation_code = detentions.organisation_code
        and contacts.start_date between detentions.start_date and date_add(detentions.start_date, 2)
        and (contacts.start_date <= detentions.end_date or detentions.end_date is null)
    left anti join place_of_safety_referrals
        on contacts.person_key = place_of_safety_referrals.person_key
        and contacts.organisation_code = place_of_safety_referrals.organisation_code
        and contacts.start_date >= place_of_safety_referrals.start_date
        and (contacts.start_date <= place_of_safety_referrals.end_date or place_of_safety_referrals.end_date is null)
)
select
    found.event_type,
    found.source_table,
    found.national_key,
    found.UniqMHActEpisodeID,
    found.UniqServReqID,
    found.mha_power,
    found.person_key,
    found.organisation_code,
    found.submission_id,
    found.file,
    found.line,
    found.birth_date,
    found.ethnicity_as_sent,
    events.event_key,
    to_utc_timestamp(
        cast(concat(cast(found.start_date as string), ' ', coalesce(found.start_time, '00:00:00')) as timestamp), 'Europe/London'
    ) as start_datetime,
    found.start_time is null as is_start_untimed
from found
left join events
    on found.submission_id = events.submission_id
    and found.source_table = events.source_table
    and found.record = events.record
