"""Pure rules: survey definitions, branching, answers, indicators. No Flask, database or clock."""
