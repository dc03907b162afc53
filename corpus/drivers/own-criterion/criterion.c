#include "precomp.h"
#include "criterion.h"

#define POOL_TAG 'veiS'

CRITERION *CriterionMake(VOID)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(CRITERION), POOL_TAG);
}

VOID CriterionFree(CRITERION *Criterion)
{
    ExFreePoolWithTag(Criterion, POOL_TAG);
}
