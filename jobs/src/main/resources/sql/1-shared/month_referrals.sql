-- One row per referral in the month's files: who, when received as an instant, and what the crisis and placement rules ask for.
select
    concat(MHS101Referral.organisation_code, MHS101Referral.ServiceRequestID) as UniqServReqID,
    people.person_key,
    people.birth_date,
    people.ethnicity_as_sent,
    MHS101Referral.organisation_code,
    MHS101Referral.submission_id,
    MHS101Referral.file,
    MHS101Referral.line,
    MHS101Referral.ServiceRequestID,
    MHS101Referral.CareProfTeamLocalID,
    MHS101Referral.ReferralRequestReceivedDate,
    MHS101Referral.ReferralRequestReceivedTime,
    -- A missing time is 00:00 of its date (counting-rules.md 1); trust times are London times.
    to_utc_timestamp(
        cast(
            concat(
                cast(MHS101Referral.ReferralRequestReceivedDate as string),
                ' ',
                coalesce(MHS101Referral.ReferralRequestReceivedTime, '00:00:00')
            ) as timestamp
        ),
        'Europe/London'
    ) as received_datetime,
    MHS101Referral.ReferralRequestReceivedDate between :month_start and :month_end as is_received_in_month,
    MHS101Referral.ServDischDate,
    MHS101Referral.SourceOfReferralMH,
    MHS101Referral.ClinRespPriorityType,
    MHS101Referral.PrimReasonReferralMH,
    MHS101Referral.ReferRejectionDate,
    MHS101Referral.ReferRejectReason
from MHS101Referral
inner join people
    on MHS101Referral.submission_id = people.submission_id
    and MHS101Referral.LocalPatientID = people.local_patient_id
    and people.source_table = 'MHS001MPI'
where MHS101Referral.reporting_month = :month
