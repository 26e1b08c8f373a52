-- One row per section 136 detention of the month as one partner recorded it, with the partners whose record of it was found and
-- what does not fit between the two (submission-and-validation 4.6, XPT-003 and XPT-004).
-- Partners are linked by the event: the link stage joined their records by quoted references, or by place and time. A record is
-- found in the month and the one before.
with compared as (
    select
        own.event_id,
        other.family,
        other.organisation_code,
        concat_ws(' ', other.family, other.organisation_code) as other_partner,
        coalesce(own.sex_code <> other.sex_code, false) as is_other_sex,
        coalesce(
            cast(year(own.birth_date) <> year(other.birth_date) as int)
            + cast(month(own.birth_date) <> month(other.birth_date) as int)
            + cast(day(own.birth_date) <> day(other.birth_date) as int),
            0
        ) > 1 as is_other_birth_date,
        -- Seconds from the police detention to the arrival at the trust; unknown where the trust gives no time.
        case
            when own.is_start_untimed or other.is_start_untimed then cast(null as bigint)
            when own.family = 'PF' and other.family = 'MH'
                then timestampdiff(second, own.start_datetime, other.start_datetime)
            when own.family = 'MH' and other.family = 'PF'
                then timestampdiff(second, other.start_datetime, own.start_datetime)
        end as arrival_seconds
    from section_136_sides as own
    inner join section_136_counterparts as other
        on own.event_key = other.event_key
        and own.family <> other.family
),
partners as (
    select
        compared.event_id,
        max(case when compared.family = 'PF' then compared.organisation_code end) as linked_police_force_code,
        max(case when compared.family = 'AM' then compared.organisation_code end) as linked_ambulance_trust_code,
        max(case when compared.family = 'MH' then compared.organisation_code end) as linked_trust_code,
        array_sort(collect_set(case when compared.arrival_seconds < -3600 or compared.arrival_seconds > 43200 then compared.other_partner end))
            as arrival_misfits,
        array_sort(collect_set(case when compared.is_other_sex then compared.other_partner end)) as sex_misfits,
        array_sort(collect_set(case when compared.is_other_birth_date then compared.other_partner end)) as birth_date_misfits
    from compared
    group by compared.event_id
)
select
    section_136_sides.event_id,
    section_136_sides.family,
    section_136_sides.organisation_code,
    section_136_sides.police_force_code,
    section_136_sides.ambulance_trust_code,
    section_136_sides.trust_code,
    section_136_sides.is_conveyed_by_ambulance,
    partners.linked_police_force_code,
    partners.linked_ambulance_trust_code,
    partners.linked_trust_code,
    coalesce(partners.arrival_misfits, array()) as arrival_misfits,
    coalesce(partners.sex_misfits, array()) as sex_misfits,
    coalesce(partners.birth_date_misfits, array()) as birth_date_misfits,
    section_136_sides.submission_id,
    section_136_sides.source_table,
    section_136_sides.file as source_file,
    section_136_sides.line as source_line,
    section_136_sides.record as source_record,
    section_136_sides.record_key
from section_136_sides
left join partners on section_136_sides.event_id = partners.event_id
