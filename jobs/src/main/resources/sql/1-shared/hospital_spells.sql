-- One row per hospital spell: current rows of the window, de-duplicated (counting-rules.md 1 and 4.2),
-- with the destination of the person's spell before it at any provider (4.3).
with versions as (
    select
        MHS501HospProvSpell.organisation_code,
        MHS501HospProvSpell.submission_id,
        MHS501HospProvSpell.reporting_month,
        MHS501HospProvSpell.file,
        MHS501HospProvSpell.line,
        MHS501HospProvSpell.HospProvSpellID,
        MHS501HospProvSpell.ServiceRequestID,
        concat(MHS501HospProvSpell.organisation_code, MHS501HospProvSpell.HospProvSpellID) as UniqHospProvSpellID,
        MHS501HospProvSpell.StartDateHospProvSpell,
        MHS501HospProvSpell.StartTimeHospProvSpell,
        MHS501HospProvSpell.DischDateHospProvSpell,
        MHS501HospProvSpell.DischTimeHospProvSpell,
        MHS501HospProvSpell.MethAdmMHHospProvSpell,
        MHS501HospProvSpell.DestOfDischHospProvSpell,
        row_number() over (
            partition by MHS501HospProvSpell.organisation_code, MHS501HospProvSpell.HospProvSpellID
            order by MHS501HospProvSpell.reporting_month desc
        ) as recency
    from MHS501HospProvSpell
),
ranked as (
    select
        versions.organisation_code,
        versions.submission_id,
        versions.reporting_month,
        versions.file,
        versions.line,
        versions.HospProvSpellID,
        versions.UniqHospProvSpellID,
        versions.StartDateHospProvSpell,
        versions.StartTimeHospProvSpell,
        versions.DischDateHospProvSpell,
        versions.DischTimeHospProvSpell,
        versions.MethAdmMHHospProvSpell,
        versions.DestOfDischHospProvSpell,
        people.person_key,
        row_number() over (
            partition by
                people.person_key,
                versions.organisation_code,
                versions.StartDateHospProvSpell,
                versions.DischDateHospProvSpell
            order by versions.reporting_month desc, versions.UniqHospProvSpellID desc
        ) as duplicate_rank
    from versions
    inner join MHS101Referral
        on versions.submission_id = MHS101Referral.submission_id
        and versions.ServiceRequestID = MHS101Referral.ServiceRequestID
    inner join people
        on MHS101Referral.submission_id = people.submission_id
        and MHS101Referral.LocalPatientID = people.local_patient_id
        and people.source_table = 'MHS001MPI'
    where versions.recency = 1
)
select
    ranked.UniqHospProvSpellID,
    ranked.organisation_code,
    ranked.submission_id,
    ranked.reporting_month,
    ranked.file,
    ranked.line,
    ranked.HospProvSpellID,
    ranked.person_key,
    ranked.StartDateHospProvSpell,
    ranked.StartTimeHospProvSpell,
    ranked.DischDateHospProvSpell,
    ranked.DischTimeHospProvSpell,
    ranked.MethAdmMHHospProvSpell,
    lag(ranked.DestOfDischHospProvSpell) over (
        partition by ranked.person_key
        order by ranked.StartDateHospProvSpell, ranked.StartTimeHospProvSpell, ranked.UniqHospProvSpellID
    ) as previous_discharge_destination
from ranked
where ranked.duplicate_rank = 1
