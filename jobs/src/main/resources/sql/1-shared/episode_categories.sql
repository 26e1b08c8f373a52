-- One row per legal status period: its category in the published order, by strict continuation, and with section 45A (codes 37
-- and 38) among the codes of H and P (counting-rules.md 4.4, 4.5).
-- s = period_start, h = spell_start. Conditions of the rule that can never decide are left out: the last alternative of A (such a
-- period meets no spell, 4.3), "s - 1" beside PrevEnd < s in B, h = s beside h >= PrevStart in C and beside the running order
-- in D, "not after" in J (the order of periods), "not ended before h" in P (4.3), and code 34, which is -1 in version 6.
with facts as (
    select
        -- Section 45A is counted from what the published order sees.
        explode(
            if(period_spells.variant = 'published', array('published', 'section_45a'), array(period_spells.variant))
        ) as variant,
        period_spells.UniqMHActEpisodeID,
        period_spells.UniqHospProvSpellID,
        period_spells.spell_submission_id,
        period_spells.spell_start,
        period_spells.MethAdmMHHospProvSpell,
        period_spells.previous_code,
        coalesce(period_spells.LegalStatusCode, '-1') as code,
        period_spells.period_start as s,
        period_spells.spell_start as h,
        period_spells.period_start_time as s_time,
        period_spells.spell_start_time as h_time,
        period_spells.has_previous,
        period_spells.previous_start,
        period_spells.previous_end,
        period_spells.previous_discharge_destination,
        period_spells.has_revoked_cto,
        period_spells.cto_end,
        not period_spells.has_revoked_cto
            or coalesce(period_spells.cto_end < date_sub(period_spells.period_start, 1), false) as is_cto_clear
    from period_spells
),
tests as (
    select
        facts.variant,
        facts.UniqMHActEpisodeID,
        facts.UniqHospProvSpellID,
        facts.spell_submission_id,
        facts.spell_start,
        facts.MethAdmMHHospProvSpell,
        facts.previous_code,
        facts.code,
        -- A: on admission; or admitted from another provider's emergency department
        (
            facts.code in ('02', '03')
            and facts.s = facts.h
            and (facts.s_time <= facts.h_time or facts.s_time is null or facts.h_time is null)
            and (not facts.has_previous or facts.previous_code = '01')
        )
        or (
            facts.code = '02'
            and facts.h >= date_sub(facts.s, 5)
            and facts.h <= facts.s
            and facts.MethAdmMHHospProvSpell = '2A'
        ) as is_a,
        -- B: after admission
        facts.code in ('02', '03')
            and (
                facts.s > facts.h
                or (facts.s = facts.h and (facts.s_time > facts.h_time or facts.s_time is null or facts.h_time is null))
            )
            and facts.is_cto_clear
            and (
                not facts.has_previous
                or facts.previous_end < facts.s
                or (facts.previous_code in ('04', '05', '06') and facts.previous_end = facts.s)
            ) as is_b,
        -- C: after a place of safety order
        facts.code in ('02', '03')
            and facts.previous_code in ('19', '20')
            and (
                facts.previous_end = facts.s
                or facts.previous_end = date_sub(facts.s, 1)
                or facts.previous_start = facts.s
            )
            and (facts.h >= facts.previous_start or facts.s = facts.previous_end) as is_c,
        -- D: after revocation of a community treatment order
        (
            facts.code in ('03', '09', '10', '15', '16')
            and facts.has_revoked_cto
            and (facts.s >= date_sub(facts.cto_end, 1) or facts.cto_end is null)
        )
        or (
            facts.code = '03'
            and facts.s < facts.h
            and facts.cto_end <= date_add(facts.h, 2)
        ) as is_d,
        -- E: place of safety order
        facts.code in ('19', '20')
            and (not facts.has_previous or facts.previous_code = '01' or facts.previous_end < facts.s) as is_e,
        -- F: other short-term order
        ((facts.code = '04' and facts.s = facts.h) or (facts.code in ('05', '06') and facts.s >= facts.h))
            and (not facts.has_previous or facts.previous_end <= facts.s or facts.previous_code = '01') as is_f,
        -- G: renewal
        facts.code in ('03', '07', '08', '09', '10', '12', '15', '16', '17', '18')
            and facts.s > facts.h
            and facts.code = facts.previous_code
            and (
                facts.previous_end = facts.s
                or facts.previous_end = date_sub(facts.s, 1)
                or facts.previous_end is null
            ) as is_g,
        -- H: transfer on section
        (
            facts.code in ('02', '03', '07', '08', '09', '10', '12', '13', '14', '15', '16', '17', '18', '31', '32')
            or (facts.variant = 'section_45a' and facts.code in ('37', '38'))
        )
            and facts.h > facts.s
            and (
                facts.MethAdmMHHospProvSpell in ('81', '2B', '11', '12', '13')
                or facts.previous_discharge_destination in ('49', '50', '51', '52', '53', '87')
            ) as is_h,
        -- J: s5(2) after s5(4)
        facts.code = '05' and facts.s >= facts.h and facts.previous_code = '06' as is_j,
        -- K: s37 after s35
        facts.code = '10'
            and facts.s >= facts.h
            and facts.previous_code = '07'
            and (
                facts.previous_end = facts.s
                or facts.previous_end = date_sub(facts.s, 1)
                or facts.previous_end is null
            ) as is_k,
        -- L: s3 after s2
        facts.code = '03'
            and facts.s >= facts.h
            and facts.previous_code = '02'
            and (
                facts.previous_end = facts.s
                or facts.previous_end = date_sub(facts.s, 1)
                or facts.previous_end is null
            ) as is_l,
        -- P: criminal justice admission
        (
            facts.code in ('07', '08', '09', '10', '12', '13', '14', '15', '16', '17', '18', '31', '32')
            or (facts.variant = 'section_45a' and facts.code in ('37', '38'))
        )
            and facts.s <= facts.h
            and facts.MethAdmMHHospProvSpell in ('11', '12', '13')
            and (
                not facts.has_previous
                or (
                    facts.previous_code in ('01', '02', '03', '04', '05', '06')
                    and (facts.previous_end <= facts.s or facts.previous_end is null)
                )
            )
            and facts.is_cto_clear as is_p
    from facts
),
categorised as (
    select
        tests.variant,
        tests.UniqMHActEpisodeID,
        tests.UniqHospProvSpellID,
        tests.spell_submission_id,
        tests.spell_start,
        tests.MethAdmMHHospProvSpell,
        tests.previous_code,
        -- First match wins; strict continuation tests G, K and L before A to D.
        case
            when tests.code = '01' then '-'
            when tests.variant = 'strict' and tests.is_g then 'G'
            when tests.variant = 'strict' and tests.is_k then 'K'
            when tests.variant = 'strict' and tests.is_l then 'L'
            when tests.is_a then 'A'
            when tests.is_b then 'B'
            when tests.is_c then 'C'
            when tests.is_d then 'D'
            when tests.is_e then 'E'
            when tests.is_f then 'F'
            when tests.is_g then 'G'
            when tests.is_h then 'H'
            when tests.is_j then 'J'
            when tests.is_k then 'K'
            when tests.is_l then 'L'
            when tests.code in ('35', '36') then 'M'
            when tests.is_p then 'P'
            else 'N'
        end as category
    from tests
),
ranked as (
    select
        categorised.variant,
        categorised.UniqMHActEpisodeID,
        categorised.UniqHospProvSpellID,
        categorised.spell_submission_id,
        categorised.spell_start,
        categorised.MethAdmMHHospProvSpell,
        categorised.previous_code,
        categorised.category,
        -- 4.5: the row with the earliest spell; among equal starts the first category in table order.
        row_number() over (
            partition by categorised.variant, categorised.UniqMHActEpisodeID
            order by
                categorised.spell_start,
                instr('-ABCDEFGHJKLMPN', categorised.category),
                categorised.UniqHospProvSpellID
        ) as spell_rank
    from categorised
)
select
    published.UniqMHActEpisodeID,
    published.category,
    strict.category as category_strict,
    section_45a.category as category_section_45a,
    published.UniqHospProvSpellID,
    published.spell_submission_id,
    published.spell_start,
    published.MethAdmMHHospProvSpell,
    published.previous_code
from ranked as published
inner join ranked as strict
    on published.UniqMHActEpisodeID = strict.UniqMHActEpisodeID
inner join ranked as section_45a
    on published.UniqMHActEpisodeID = section_45a.UniqMHActEpisodeID
where published.variant = 'published'
    and published.spell_rank = 1
    and strict.variant = 'strict'
    and strict.spell_rank = 1
    and section_45a.variant = 'section_45a'
    and section_45a.spell_rank = 1
