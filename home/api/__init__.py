"""`/api/v1/`: the public record for programs, read-only; its tables are those of the open data."""
