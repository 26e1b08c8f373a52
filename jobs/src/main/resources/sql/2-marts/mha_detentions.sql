-- One row per legal status period of the window as sent last, de-duplicated, with its one category (counting-rules.md 4.4, 4.5);
-- columns are described in the contract.
with bands as (
    select
        age_bands.description,
        cast(age_bands.age_from as int) as age_from,
        coalesce(cast(age_bands.age_to as int), 130) as age_to
    from age_bands
    where age_bands.family = 'mha'
),
orders as (
    select
        community_treatment_orders.UniqMHActEpisodeID,
        max(struct(community_treatment_orders.StartDateCommTreatOrd, community_treatment_orders.submission_id)) as latest,
        bool_or(community_treatment_orders.StartDateCommTreatOrd between :month_start and :month_end) as has_start_in_month,
        bool_or(community_treatment_orders.StartDateCommTreatOrd between :year_start and :month_end) as has_start_in_year
    from community_treatment_orders
    group by community_treatment_orders.UniqMHActEpisodeID
),
recalls as (
    select
        concat(MHS405CommTreatOrderRecall.organisation_code, MHS405CommTreatOrderRecall.MHActLegalStatusClassPeriodID) as episode_id
    from MHS405CommTreatOrderRecall
    where MHS405CommTreatOrderRecall.reporting_month = :month
        and MHS405CommTreatOrderRecall.StartDateCommTreatOrdRecall between :month_start and :month_end
),
recalled as (
    select distinct
        legal_status_periods.UniqMHActEpisodeID
    from legal_status_periods
    inner join recalls on array_contains(legal_status_periods.merged_episode_ids, recalls.episode_id)
)
select
    legal_status_periods.UniqMHActEpisodeID,
    legal_status_periods.merged_episode_ids,
    legal_status_periods.person_key,
    :key_id as key_id,
    legal_status_periods.organisation_code,
    legal_status_periods.LegalStatusCode,
    legal_status.section,
    coalesce(legal_status.`group`, 'UNKNOWN') as legal_status_group,
    legal_status_periods.StartDateMHActLegalStatusClass,
    legal_status_periods.StartTimeMHActLegalStatusClass,
    legal_status_periods.ExpiryDateMHActLegalStatusClass,
    legal_status_periods.EndDateMHActLegalStatusClass,
    period_flags.derived_end_date,
    datediff(
        period_flags.derived_end_date,
        case when episode_categories.category = 'H' then episode_categories.spell_start else legal_status_periods.StartDateMHActLegalStatusClass end
    ) as length_days,
    episode_categories.category,
    episode_categories.category_strict,
    episode_categories.category in ('A', 'B', 'C', 'D', 'P') as is_new_detention,
    episode_categories.category_strict in ('A', 'B', 'C', 'D', 'P') as is_new_detention_strict,
    episode_categories.category_section_45a,
    episode_categories.category_section_45a in ('A', 'B', 'C', 'D', 'P') as is_new_detention_section_45a,
    period_flags.is_in_month_files,
    period_flags.is_started_in_month,
    legal_status_periods.StartDateMHActLegalStatusClass between :year_start and :month_end as is_started_in_year,
    period_flags.is_ended_in_month,
    period_flags.is_active_at_month_end,
    coalesce(legal_status_periods.LegalStatusCode in ('19', '20'), false) as is_place_of_safety_order,
    period_flags.is_in_month_files and coalesce(orders.has_start_in_month, false) as has_cto_start_in_month,
    coalesce(orders.has_start_in_year, false) as has_cto_start_in_year,
    orders.latest.StartDateCommTreatOrd as cto_start_date,
    recalled.UniqMHActEpisodeID is not null as has_recall_start_in_month,
    coalesce(stock_periods.stock, 'none') as stock_at_month_end,
    cast(
        count_if(
            legal_status_periods.StartDateMHActLegalStatusClass between :year_start and :month_end
            and episode_categories.category in ('A', 'B', 'C', 'D', 'P')
        ) over (partition by legal_status_periods.person_key) as int
    ) as person_detentions_in_year,
    concat(legal_status_periods.person_key, ' ', legal_status_periods.organisation_code) as person_at_provider_key,
    episode_categories.UniqHospProvSpellID is not null as has_spell,
    episode_categories.UniqHospProvSpellID,
    episode_categories.spell_start as StartDateHospProvSpell,
    episode_categories.MethAdmMHHospProvSpell,
    episode_categories.previous_code as previous_legal_status,
    current_patients.age_at_month_end as age_years,
    coalesce(bands.description, 'UNKNOWN') as age_band,
    current_patients.gender,
    legal_status_periods.ethnicity_as_sent,
    person_ethnicity.ethnicity_code,
    person_ethnicity.ethnicity_basis,
    person_ethnicity.has_ethnicity_conflict,
    person_ethnicity.nhs_2001_group5,
    person_ethnicity.ons_group5,
    current_patients.ethnicity_published,
    current_patients.nhs_2001_group5_published,
    provider_patients.ethnicity_at_provider,
    provider_patients.nhs_2001_group5_at_provider,
    coalesce(person_areas.sub_icb_code, 'UNKNOWN') as sub_icb_code,
    coalesce(person_areas.icb_code, 'UNKNOWN') as icb_code,
    coalesce(person_areas.region_code, 'UNKNOWN') as region_code,
    coalesce(person_areas.primary_care_network_code, 'UNKNOWN') as primary_care_network_code,
    coalesce(person_areas.local_authority_code, 'UNKNOWN') as local_authority_code,
    array_sort(array_distinct(array_compact(array(
        legal_status_periods.submission_id,
        episode_categories.spell_submission_id,
        orders.latest.submission_id,
        current_patients.patient_submission_id,
        person_ethnicity.ethnicity_submission_id
    )))) as submission_ids,
    legal_status_periods.submission_id as source_submission_id,
    'MHS401MHActPeriod' as source_table,
    legal_status_periods.file as source_file,
    legal_status_periods.line as source_line
from legal_status_periods
inner join period_flags on legal_status_periods.UniqMHActEpisodeID = period_flags.UniqMHActEpisodeID
inner join episode_categories on legal_status_periods.UniqMHActEpisodeID = episode_categories.UniqMHActEpisodeID
inner join current_patients on legal_status_periods.person_key = current_patients.person_key
inner join person_ethnicity on legal_status_periods.person_key = person_ethnicity.person_key
inner join provider_patients
    on legal_status_periods.person_key = provider_patients.person_key
    and legal_status_periods.organisation_code = provider_patients.organisation_code
left join person_areas on legal_status_periods.person_key = person_areas.person_key
left join orders on legal_status_periods.UniqMHActEpisodeID = orders.UniqMHActEpisodeID
left join recalled on legal_status_periods.UniqMHActEpisodeID = recalled.UniqMHActEpisodeID
left join stock_periods on legal_status_periods.UniqMHActEpisodeID = stock_periods.UniqMHActEpisodeID
left join legal_status on legal_status_periods.LegalStatusCode = legal_status.code
left join bands on current_patients.age_at_month_end between bands.age_from and bands.age_to
