-- One row per legal status period, hospital spell it meets and variant (counting-rules.md 4.3): the period before it in the
-- spell and the revoked community treatment order attached to it. A period that meets no spell is kept once without one.
-- Variant strict skips informal periods when it looks for the period before (4.4, strict_continuation).
with linked as (
    select
        legal_status_periods.UniqMHActEpisodeID,
        legal_status_periods.person_key,
        legal_status_periods.organisation_code,
        legal_status_periods.LegalStatusCode,
        legal_status_periods.StartDateMHActLegalStatusClass as period_start,
        legal_status_periods.StartTimeMHActLegalStatusClass as period_start_time,
        legal_status_periods.EndDateMHActLegalStatusClass as period_end,
        legal_status_periods.EndTimeMHActLegalStatusClass as period_end_time,
        hospital_spells.UniqHospProvSpellID,
        hospital_spells.submission_id as spell_submission_id,
        hospital_spells.StartDateHospProvSpell as spell_start,
        hospital_spells.StartTimeHospProvSpell as spell_start_time,
        hospital_spells.MethAdmMHHospProvSpell,
        hospital_spells.previous_discharge_destination,
        case
            when hospital_spells.UniqHospProvSpellID is not null then struct(
                legal_status_periods.UniqMHActEpisodeID as episode_id,
                legal_status_periods.LegalStatusCode as code,
                legal_status_periods.StartDateMHActLegalStatusClass as start_date,
                legal_status_periods.EndDateMHActLegalStatusClass as end_date
            )
        end as period
    from legal_status_periods
    left join hospital_spells
        on legal_status_periods.person_key = hospital_spells.person_key
        and legal_status_periods.organisation_code = hospital_spells.organisation_code
        -- The dates meet: a missing end, expiry, discharge or time never keeps them apart.
        and not coalesce(
            hospital_spells.StartDateHospProvSpell > legal_status_periods.EndDateMHActLegalStatusClass, false
        )
        and not coalesce(
            hospital_spells.StartDateHospProvSpell > legal_status_periods.ExpiryDateMHActLegalStatusClass, false
        )
        and not coalesce(
            hospital_spells.DischDateHospProvSpell < legal_status_periods.StartDateMHActLegalStatusClass, false
        )
        and not coalesce(
            legal_status_periods.StartDateMHActLegalStatusClass = hospital_spells.DischDateHospProvSpell
                and legal_status_periods.StartTimeMHActLegalStatusClass > hospital_spells.DischTimeHospProvSpell,
            false
        )
),
sequenced as (
    select
        linked.UniqMHActEpisodeID,
        linked.person_key,
        linked.organisation_code,
        linked.LegalStatusCode,
        linked.period_start,
        linked.period_start_time,
        linked.UniqHospProvSpellID,
        linked.spell_submission_id,
        linked.spell_start,
        linked.spell_start_time,
        linked.MethAdmMHHospProvSpell,
        linked.previous_discharge_destination,
        lag(linked.period) over (
            partition by linked.person_key, linked.UniqHospProvSpellID
            order by
                linked.period_start,
                linked.period_start_time,
                linked.period_end nulls first,          -- open first
                linked.period_end_time,
                linked.UniqMHActEpisodeID
        ) as previous,
        last_value(case when linked.LegalStatusCode <> '01' then linked.period end, true) over (
            partition by linked.person_key, linked.UniqHospProvSpellID
            order by
                linked.period_start,
                linked.period_start_time,
                linked.period_end nulls first,
                linked.period_end_time,
                linked.UniqMHActEpisodeID
            rows between unbounded preceding and 1 preceding
        ) as previous_not_informal
    from linked
),
variants as (
    select
        sequenced.UniqMHActEpisodeID,
        sequenced.person_key,
        sequenced.organisation_code,
        sequenced.LegalStatusCode,
        sequenced.period_start,
        sequenced.period_start_time,
        sequenced.UniqHospProvSpellID,
        sequenced.spell_submission_id,
        sequenced.spell_start,
        sequenced.spell_start_time,
        sequenced.MethAdmMHHospProvSpell,
        sequenced.previous_discharge_destination,
        inline(array(
            struct('published' as variant, sequenced.previous as previous),
            struct('strict' as variant, sequenced.previous_not_informal as previous)
        ))
    from sequenced
),
attached as (
    select
        variants.variant,
        variants.UniqMHActEpisodeID,
        variants.LegalStatusCode,
        variants.period_start,
        variants.period_start_time,
        variants.UniqHospProvSpellID,
        variants.spell_submission_id,
        variants.spell_start,
        variants.spell_start_time,
        variants.MethAdmMHHospProvSpell,
        variants.previous_discharge_destination,
        variants.previous,
        community_treatment_orders.StartDateCommTreatOrd as cto_start,
        community_treatment_orders.EndDateCommTreatOrd as cto_end,
        row_number() over (
            partition by variants.variant, variants.UniqMHActEpisodeID, variants.UniqHospProvSpellID
            order by
                (community_treatment_orders.UniqMHActEpisodeID = variants.UniqMHActEpisodeID) desc nulls last,
                community_treatment_orders.StartDateCommTreatOrd desc
        ) as cto_rank
    from variants
    left join community_treatment_orders
        on variants.person_key = community_treatment_orders.person_key
        and variants.organisation_code = community_treatment_orders.organisation_code
        -- Revoked, under this period or the one before it, and running when the spell started.
        and community_treatment_orders.CommTreatOrdEndReason = '02'
        and community_treatment_orders.UniqMHActEpisodeID in (variants.UniqMHActEpisodeID, variants.previous.episode_id)
        and community_treatment_orders.StartDateCommTreatOrd < variants.spell_start
        and (
            community_treatment_orders.EndDateCommTreatOrd > variants.spell_start
            or community_treatment_orders.EndDateCommTreatOrd is null
        )
)
select
    attached.variant,
    attached.UniqMHActEpisodeID,
    attached.LegalStatusCode,
    attached.period_start,
    attached.period_start_time,
    attached.UniqHospProvSpellID,
    attached.spell_submission_id,
    attached.spell_start,
    attached.spell_start_time,
    attached.MethAdmMHHospProvSpell,
    attached.previous_discharge_destination,
    attached.previous.code as previous_code,
    attached.previous.start_date as previous_start,
    attached.previous.end_date as previous_end,
    attached.previous is not null as has_previous,
    attached.cto_start is not null as has_revoked_cto,
    attached.cto_end
from attached
where attached.cto_rank = 1
