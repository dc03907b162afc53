/* verdict: wdm-unload-releases de-unload-undoes-entry satisfied */
/* A header of the driver's own has the name of one for tests, and a routine is called main: it is a driver all the same,
 * and so is the source beside it. */
#include "precomp.h"
#include "criterion.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SieveUnload;

static CRITERION *Criterion;

static VOID main(VOID)
{
    Criterion->Least = 1;
}

static VOID SieveUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CriterionFree(Criterion);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SieveUnload;
    Criterion = CriterionMake();
    if (Criterion == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    main();
    return STATUS_SUCCESS;
}
