-- One row per legal status period of the month's files of somebody subject to the Act at month end (counting-rules.md 4.6): in the
-- stock of MHS09 (detained), MHS11 (short-term order), MHS10 (community treatment order or conditional discharge) or guardianship.
-- CHOICE: "net of people already in" is judged nationally, so that for England MHS08 is the sum of its parts.
with open_referrals as (
    select
        month_referrals.person_key,
        month_referrals.organisation_code,
        month_referrals.submission_id,
        month_referrals.ServiceRequestID
    from month_referrals
    where month_referrals.ServDischDate is null or month_referrals.ServDischDate > :month_end
),
people_with_referral as (
    select distinct
        open_referrals.person_key,
        open_referrals.organisation_code
    from open_referrals
),
people_in_hospital as (
    select distinct
        open_referrals.person_key,
        open_referrals.organisation_code
    from open_referrals
    inner join MHS501HospProvSpell
        on open_referrals.submission_id = MHS501HospProvSpell.submission_id
        and open_referrals.ServiceRequestID = MHS501HospProvSpell.ServiceRequestID
    where MHS501HospProvSpell.DischDateHospProvSpell is null or MHS501HospProvSpell.DischDateHospProvSpell > :month_end
),
periods as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.merged_episode_ids,
        legal_status_periods.person_key,
        legal_status_periods.organisation_code,
        coalesce(legal_status_periods.LegalStatusCode, '-1') as code,
        legal_status_periods.EndDateMHActLegalStatusClass is null
            or legal_status_periods.EndDateMHActLegalStatusClass > :month_end as is_open
    from legal_status_periods
    where legal_status_periods.reporting_month = :month
),
-- Open community treatment orders, recalls and conditional discharges of the month's files.
orders as (
    select
        concat(MHS404CommTreatOrder.organisation_code, MHS404CommTreatOrder.MHActLegalStatusClassPeriodID) as episode_id
    from MHS404CommTreatOrder
    where MHS404CommTreatOrder.reporting_month = :month
        and (MHS404CommTreatOrder.EndDateCommTreatOrd is null or MHS404CommTreatOrder.EndDateCommTreatOrd > :month_end)
    union
    select
        concat(MHS405CommTreatOrderRecall.organisation_code, MHS405CommTreatOrderRecall.MHActLegalStatusClassPeriodID) as episode_id
    from MHS405CommTreatOrderRecall
    where MHS405CommTreatOrderRecall.reporting_month = :month
        and (
            MHS405CommTreatOrderRecall.EndDateCommTreatOrdRecall is null
            or MHS405CommTreatOrderRecall.EndDateCommTreatOrdRecall > :month_end
        )
    union
    select
        concat(MHS403ConditionalDischarge.organisation_code, MHS403ConditionalDischarge.MHActLegalStatusClassPeriodID) as episode_id
    from MHS403ConditionalDischarge
    where MHS403ConditionalDischarge.reporting_month = :month
        and (MHS403ConditionalDischarge.EndDateMHCondDisch is null or MHS403ConditionalDischarge.EndDateMHCondDisch > :month_end)
),
episodes as (
    select
        periods.UniqMHActEpisodeID,
        explode(periods.merged_episode_ids) as episode_id
    from periods
),
periods_with_order as (
    select distinct
        episodes.UniqMHActEpisodeID
    from episodes
    inner join orders on episodes.episode_id = orders.episode_id
),
marked as (
    select
        periods.UniqMHActEpisodeID,
        periods.person_key,
        periods.organisation_code,
        periods.code,
        periods.is_open,
        people_in_hospital.person_key is not null as is_in_hospital,
        people_with_referral.person_key is not null as has_referral,
        periods_with_order.UniqMHActEpisodeID is not null as has_order,
        bool_or(periods_with_order.UniqMHActEpisodeID is not null) over (
            partition by periods.person_key, periods.organisation_code
        ) as person_has_order,
        bool_or(periods.is_open and periods.code in ('04', '05', '06', '19', '20')) over (
            partition by periods.person_key, periods.organisation_code
        ) as person_has_short_term_order
    from periods
    left join people_in_hospital
        on periods.person_key = people_in_hospital.person_key
        and periods.organisation_code = people_in_hospital.organisation_code
    left join people_with_referral
        on periods.person_key = people_with_referral.person_key
        and periods.organisation_code = people_with_referral.organisation_code
    left join periods_with_order on periods.UniqMHActEpisodeID = periods_with_order.UniqMHActEpisodeID
),
stocks as (
    select
        marked.UniqMHActEpisodeID,
        marked.person_key,
        case
            when not marked.is_open or not marked.has_referral then null
            when marked.code in ('04', '05', '06', '19', '20') then 'short_term_order'
            when marked.has_order and not marked.person_has_short_term_order then 'community'
            when marked.code in ('02', '03', '07', '08', '09', '10', '12', '13', '14', '15', '16', '17', '18', '31', '32', '37', '38')
                and marked.is_in_hospital
                and not marked.person_has_order
                and not marked.person_has_short_term_order then 'detained'
            when marked.code in ('35', '36') then 'guardianship'
        end as stock
    from marked
),
-- Somebody detained is in no other stock; somebody on a short-term order is not in the community, and so on.
netted as (
    select
        stocks.UniqMHActEpisodeID,
        stocks.stock,
        min(
            case stocks.stock
                when 'detained' then 1
                when 'short_term_order' then 2
                when 'community' then 3
                when 'guardianship' then 4
            end
        ) over (partition by stocks.person_key) as first_stock
    from stocks
)
select
    netted.UniqMHActEpisodeID,
    netted.stock
from netted
where netted.stock = elt(netted.first_stock, 'detained', 'short_term_order', 'community', 'guardianship')
