"""The public record as tables: what they hold is said once, for files, the API and their pages."""
