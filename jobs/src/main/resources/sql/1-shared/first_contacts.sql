-- One row per referral received in the month with a face to face or video contact: where its response clock stops (counting-rules.md 2.2).
-- Contacts of the reported month reproduce CCR and PLS; contacts of later months, where they have arrived, give any_month.
-- Two other readings stand beside them: with_video also stops at a video contact (CHO-04), any_time has no lower limit (CHO-05).
with seen as (
    select
        month_referrals.UniqServReqID,
        month_referrals.received_datetime,
        MHS201CareContact.reporting_month,
        MHS201CareContact.ConsMechanismMH = '01' as is_face_to_face,
        MHS201CareContact.CareContTime is null as is_untimed,
        MHS201CareContact.CareContDate = month_referrals.ReferralRequestReceivedDate as is_on_referral_day,
        struct(
            to_utc_timestamp(
                cast(
                    concat(
                        cast(MHS201CareContact.CareContDate as string),
                        ' ',
                        coalesce(MHS201CareContact.CareContTime, '00:00:00')
                    ) as timestamp
                ),
                'Europe/London'
            ) as contact_datetime,
            MHS201CareContact.CareContactID,
            MHS201CareContact.CareContTime is null as is_untimed,
            MHS201CareContact.submission_id
        ) as contact
    from MHS201CareContact
    inner join month_referrals
        on MHS201CareContact.organisation_code = month_referrals.organisation_code
        and MHS201CareContact.ServiceRequestID = month_referrals.ServiceRequestID
    where month_referrals.is_received_in_month
        and MHS201CareContact.reporting_month >= :month
        and MHS201CareContact.AttendStatus in ('5', '6')     -- the person was seen
        and MHS201CareContact.ConsMechanismMH in ('01', '11')   -- face to face, video
),
stops as (
    select
        seen.UniqServReqID,
        -- Earliest by date and time, then contact id; a contact before the clock start never stops it.
        min(
            case
                when seen.is_face_to_face
                    and seen.contact.contact_datetime >= seen.received_datetime
                    and seen.reporting_month = :month then seen.contact
            end
        ) as in_month,
        min(case when seen.is_face_to_face and seen.contact.contact_datetime >= seen.received_datetime then seen.contact end)
            as any_month,
        min(
            case
                when seen.contact.contact_datetime >= seen.received_datetime and seen.reporting_month = :month then seen.contact
            end
        ) as with_video,
        min(case when seen.is_face_to_face and seen.reporting_month = :month then seen.contact end) as any_time,
        bool_or(
            seen.is_face_to_face
            and (seen.contact.contact_datetime < seen.received_datetime and seen.is_untimed and seen.is_on_referral_day)
        ) as has_untimed_contact_dropped,
        bool_or(
            seen.is_face_to_face
            and seen.contact.contact_datetime < seen.received_datetime
            and not (seen.is_untimed and seen.is_on_referral_day)
        ) as has_contact_before_start
    from seen
    group by seen.UniqServReqID
)
select
    stops.UniqServReqID,
    stops.in_month.contact_datetime as in_month_datetime,
    stops.in_month.submission_id as in_month_submission_id,
    stops.any_month.contact_datetime as any_month_datetime,
    stops.any_month.is_untimed as is_any_month_untimed,
    stops.any_month.submission_id as any_month_submission_id,
    stops.with_video.contact_datetime as with_video_datetime,
    stops.any_time.contact_datetime as any_time_datetime,
    stops.has_untimed_contact_dropped,
    stops.has_contact_before_start
from stops
