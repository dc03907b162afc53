#pragma once

typedef struct _CRITERION {
    ULONG Least;
} CRITERION;

CRITERION *CriterionMake(VOID);
VOID CriterionFree(CRITERION *Criterion);
