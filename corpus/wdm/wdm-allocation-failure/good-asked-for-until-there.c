/* verdict: wdm-allocation-failure de-return-helper-success-on-failure satisfied */
#include <wdm.h>

/* Each table is asked for until it is there: a failure that a later round makes good is as one that never was. */
#define MAKE(table)                                                   \
    do {                                                              \
        (table) = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'lbaT');  \
    } while ((table) == NULL)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PVOID Names, Ports, Queues, Routes, Filters, Sessions, Timers, Owners, Limits, Marks, Pages, Rights;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Names, 'lbaT');
    ExFreePoolWithTag(Ports, 'lbaT');
    ExFreePoolWithTag(Queues, 'lbaT');
    ExFreePoolWithTag(Routes, 'lbaT');
    ExFreePoolWithTag(Filters, 'lbaT');
    ExFreePoolWithTag(Sessions, 'lbaT');
    ExFreePoolWithTag(Timers, 'lbaT');
    ExFreePoolWithTag(Owners, 'lbaT');
    ExFreePoolWithTag(Limits, 'lbaT');
    ExFreePoolWithTag(Marks, 'lbaT');
    ExFreePoolWithTag(Pages, 'lbaT');
    ExFreePoolWithTag(Rights, 'lbaT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    MAKE(Names);
    MAKE(Ports);
    MAKE(Queues);
    MAKE(Routes);
    MAKE(Filters);
    MAKE(Sessions);
    MAKE(Timers);
    MAKE(Owners);
    MAKE(Limits);
    MAKE(Marks);
    MAKE(Pages);
    MAKE(Rights);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
