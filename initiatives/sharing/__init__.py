"""What of a commitment or a person can be passed on: pictures, embeds, data for machines."""
