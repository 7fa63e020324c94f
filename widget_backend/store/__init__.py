"""What is kept: the database, its models, the documents' bytes."""
