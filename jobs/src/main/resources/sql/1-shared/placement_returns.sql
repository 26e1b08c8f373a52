-- One row per out-of-area placement whose return home is decided by month end (docs/geography.md, our choice): no other placement
-- of the person begins in the 30 days from the end, and a referral to the sending provider is open in them.
with ended as (
    select
        placements.placement_id,
        placements.person_key,
        placements.OrgIDReferringOrg,
        placements.end_date,
        date_add(placements.end_date, 30) as last_day
    from placements
    where placements.end_date <= :month_end
        and placements.OrgIDReferringOrg is not null
),
versions as (
    select
        concat(MHS101Referral.organisation_code, MHS101Referral.ServiceRequestID) as UniqServReqID,
        people.person_key,
        MHS101Referral.organisation_code,
        MHS101Referral.ReferralRequestReceivedDate,
        MHS101Referral.ServDischDate,
        row_number() over (
            partition by MHS101Referral.organisation_code, MHS101Referral.ServiceRequestID
            order by MHS101Referral.reporting_month desc
        ) as recency
    from MHS101Referral
    inner join people
        on MHS101Referral.submission_id = people.submission_id
        and MHS101Referral.LocalPatientID = people.local_patient_id
        and people.source_table = 'MHS001MPI'
    left semi join ended on people.person_key = ended.person_key
),
at_home as (
    select distinct
        ended.placement_id
    from ended
    inner join versions
        on ended.person_key = versions.person_key
        -- Sites of a trust begin with its code.
        and versions.organisation_code in (ended.OrgIDReferringOrg, substring(ended.OrgIDReferringOrg, 1, 3))
        and versions.UniqServReqID <> ended.placement_id
        and versions.ReferralRequestReceivedDate <= least(ended.last_day, :month_end)
        and (versions.ServDischDate > ended.end_date or versions.ServDischDate is null)
    where versions.recency = 1
),
elsewhere as (
    select distinct
        ended.placement_id
    from ended
    inner join placements
        on ended.person_key = placements.person_key
        and ended.placement_id <> placements.placement_id
        and placements.start_date between ended.end_date and ended.last_day
)
select
    ended.placement_id,
    at_home.placement_id is not null and elsewhere.placement_id is null as has_returned_home
from ended
left join at_home on ended.placement_id = at_home.placement_id
left join elsewhere on ended.placement_id = elsewhere.placement_id
where at_home.placement_id is not null
    or elsewhere.placement_id is not null
    or ended.last_day <= :month_end
