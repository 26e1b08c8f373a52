-- One row per out-of-area placement of the window, as sent last: start and end (counting-rules.md 3.2 rules 1 to 3).
with versions as (
    select
        concat(MHS101Referral.organisation_code, MHS101Referral.ServiceRequestID) as placement_id,
        MHS101Referral.organisation_code,
        MHS101Referral.submission_id,
        MHS101Referral.file,
        MHS101Referral.line,
        MHS101Referral.reporting_month,
        MHS101Referral.LocalPatientID,
        MHS101Referral.ServiceRequestID,
        MHS101Referral.OrgIDReferringOrg,
        MHS101Referral.PrimReasonReferralMH,
        MHS101Referral.ReasonOAT,
        MHS101Referral.ReferralRequestReceivedDate as start_date,
        MHS101Referral.ServDischDate,
        row_number() over (
            partition by MHS101Referral.organisation_code, MHS101Referral.ServiceRequestID
            order by MHS101Referral.reporting_month desc
        ) as recency
    from MHS101Referral
    left semi join MHS101Referral as out_of_area
        on MHS101Referral.organisation_code = out_of_area.organisation_code
        and MHS101Referral.ServiceRequestID = out_of_area.ServiceRequestID
        and out_of_area.ReasonOAT is not null
),
current_placements as (
    select
        versions.placement_id,
        people.person_key,
        people.ethnicity_as_sent,
        versions.organisation_code,
        versions.submission_id,
        versions.file,
        versions.line,
        versions.reporting_month,
        versions.ServiceRequestID,
        versions.OrgIDReferringOrg,
        versions.PrimReasonReferralMH,
        versions.ReasonOAT,
        coalesce(oat_reason.appropriateness, 'not_classified') as appropriateness,
        versions.start_date,
        versions.ServDischDate
    from versions
    inner join people
        on versions.submission_id = people.submission_id
        and versions.LocalPatientID = people.local_patient_id
        and people.source_table = 'MHS001MPI'
    left join oat_reason on trim(versions.ReasonOAT) = oat_reason.code
    where versions.recency = 1
        and versions.ReasonOAT is not null
),
-- Rule 3: the latest start of another placement of the person that begins later, but before this one's discharge.
-- Placements are compared with placements of the same appropriateness; for reason 10 that is the published rule.
later_starts as (
    select
        current_placements.placement_id,
        max(later.start_date) as latest_later_start
    from current_placements
    inner join current_placements as later
        on current_placements.person_key = later.person_key
        and current_placements.appropriateness = later.appropriateness
        and later.start_date > current_placements.start_date
        and (later.start_date < current_placements.ServDischDate or current_placements.ServDischDate is null)
    group by current_placements.placement_id
)
select
    current_placements.placement_id,
    current_placements.person_key,
    current_placements.ethnicity_as_sent,
    current_placements.organisation_code,
    current_placements.submission_id,
    current_placements.file,
    current_placements.line,
    current_placements.ServiceRequestID,
    current_placements.OrgIDReferringOrg,
    current_placements.PrimReasonReferralMH,
    current_placements.ReasonOAT,
    current_placements.appropriateness,
    current_placements.reporting_month = :month as is_in_month_files,
    current_placements.start_date,
    current_placements.ServDischDate,
    coalesce(later_starts.latest_later_start, current_placements.ServDischDate) as end_date
from current_placements
left join later_starts on current_placements.placement_id = later_starts.placement_id
