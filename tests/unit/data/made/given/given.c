#include <ntddk.h>
#define ROUTINE(name) NTSTATUS name(PDRIVER_OBJECT object, PUNICODE_STRING path)

ROUTINE(DriverEntry)
{
    UNREFERENCED_PARAMETER(path);
    object->DriverUnload = NULL;
    return STATUS_SUCCESS;
}
