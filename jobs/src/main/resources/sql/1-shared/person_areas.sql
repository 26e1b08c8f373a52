-- One row per person known to a trust: the areas of the GP practice and of the residence on the patient row that stands for the
-- person (current_patients), as at month end (docs/geography.md). Practice and postcode stop here: marts see codes of areas only.
with registrations as (
    select
        current_patients.person_key,
        MHS002GP.GMPReg,
        row_number() over (
            partition by current_patients.person_key
            order by MHS002GP.StartDateGMPRegistration desc nulls last, MHS002GP.record desc
        ) as recency
    from current_patients
    inner join MHS002GP
        on current_patients.patient_submission_id = MHS002GP.submission_id
        and current_patients.patient_local_id = MHS002GP.LocalPatientID
    where (MHS002GP.StartDateGMPRegistration <= :month_end or MHS002GP.StartDateGMPRegistration is null)
        and (MHS002GP.EndDateGMPRegistration > :month_end or MHS002GP.EndDateGMPRegistration is null)
),
practices as (
    select
        registrations.person_key,
        gp_practice_area.primary_care_network_code,
        gp_practice_area.sub_icb_code,
        gp_practice_area.icb_code,
        gp_practice_area.region_code
    from registrations
    inner join gp_practice_area
        on registrations.GMPReg = gp_practice_area.practice_code
        and (gp_practice_area.valid_from <= :month_end or gp_practice_area.valid_from is null)
        and (gp_practice_area.valid_to >= :month_end or gp_practice_area.valid_to is null)
    where registrations.recency = 1
        and registrations.GMPReg not in ('V81997', 'V81998', 'V81999')     -- none, not applicable, not known
),
postcodes as (
    select
        current_patients.person_key,
        upper(replace(MHS001MPI.Postcode, ' ', '')) as postcode
    from current_patients
    inner join MHS001MPI
        on current_patients.patient_submission_id = MHS001MPI.submission_id
        and current_patients.patient_local_id = MHS001MPI.LocalPatientID
),
halves as (
    select
        postcodes.person_key,
        substring(postcodes.postcode, 1, length(postcodes.postcode) - 3) as outward,
        right(postcodes.postcode, 3) as inward
    from postcodes
    where length(postcodes.postcode) >= 5
        and postcodes.postcode not like 'ZZ99%'                             -- no fixed abode, not known
),
-- Area, district, sector and whole postcode.
parts as (
    select
        halves.person_key,
        explode(array_distinct(array(
            regexp_extract(halves.outward, '^[A-Z]+', 0),
            halves.outward,
            concat(halves.outward, ' ', substring(halves.inward, 1, 1)),
            concat(halves.outward, ' ', halves.inward)
        ))) as postcode_part
    from halves
),
-- The longest part that the table knows decides.
residences as (
    select
        parts.person_key,
        max(struct(
            length(postcode_area.postcode_part) as known_length,
            postcode_area.local_authority_code,
            postcode_area.sub_icb_code,
            postcode_area.icb_code,
            postcode_area.region_code
        )) as area
    from parts
    inner join postcode_area
        on parts.postcode_part = postcode_area.postcode_part
        and (postcode_area.valid_from <= :month_end or postcode_area.valid_from is null)
        and (postcode_area.valid_to >= :month_end or postcode_area.valid_to is null)
    group by parts.person_key
),
-- GP practice or residence: all of the practice, and where that is not known all of the residence.
homes as (
    select
        current_patients.person_key,
        practices.primary_care_network_code,
        case when practices.person_key is not null then practices.sub_icb_code else residences.area.sub_icb_code end as sub_icb_code,
        case when practices.person_key is not null then practices.icb_code else residences.area.icb_code end as icb_code,
        case when practices.person_key is not null then practices.region_code else residences.area.region_code end as region_code,
        residences.area.local_authority_code
    from current_patients
    left join practices on current_patients.person_key = practices.person_key
    left join residences on current_patients.person_key = residences.person_key
),
centroids as (
    select
        area_centroid.area_type,
        area_centroid.area_code,
        area_centroid.easting,
        area_centroid.northing
    from area_centroid
    where (area_centroid.valid_from <= :month_end or area_centroid.valid_from is null)
        and (area_centroid.valid_to >= :month_end or area_centroid.valid_to is null)
)
select
    homes.person_key,
    coalesce(homes.primary_care_network_code, 'UNKNOWN') as primary_care_network_code,
    coalesce(homes.sub_icb_code, 'UNKNOWN') as sub_icb_code,
    coalesce(homes.icb_code, 'UNKNOWN') as icb_code,
    coalesce(homes.region_code, 'UNKNOWN') as region_code,
    coalesce(homes.local_authority_code, 'UNKNOWN') as local_authority_code,
    -- Where the person lives is the finer answer to how far away a placement is.
    coalesce(local_authorities.easting, sub_icbs.easting) as home_easting,
    coalesce(local_authorities.northing, sub_icbs.northing) as home_northing
from homes
left join centroids as local_authorities
    on local_authorities.area_type = 'local_authority'
    and homes.local_authority_code = local_authorities.area_code
left join centroids as sub_icbs
    on sub_icbs.area_type = 'sub_icb'
    and homes.sub_icb_code = sub_icbs.area_code
