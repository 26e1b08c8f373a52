-- One row per provider with areas in force at month end (docs/geography.md).
select
    provider_area.organisation_code,
    provider_area.icb_code,
    provider_area.region_code,
    provider_area.easting,
    provider_area.northing
from provider_area
where (provider_area.valid_from <= :month_end or provider_area.valid_from is null)
    and (provider_area.valid_to >= :month_end or provider_area.valid_to is null)
