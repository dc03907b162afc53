#pragma once

typedef struct _CRITERION {
    ULONG Least;
} CRITERION;
