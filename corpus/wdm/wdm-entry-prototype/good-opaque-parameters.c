#include <ntddk.h>

/* As miniports write it. */
ULONG
DriverEntry(
    IN PVOID DriverObject,
    IN PVOID Argument2
    )
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(Argument2);
    return (ULONG)STATUS_SUCCESS;
}
