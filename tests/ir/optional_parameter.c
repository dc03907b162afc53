/* `OPTIONAL` behind a parameter's name, as old headers had it, is no name. */
#include <ntddk.h>

NTSTATUS test(IN PUNICODE_STRING Name OPTIONAL, IN ULONG Count OPTIONAL)
{
    if (Name != NULL && Count)
        return STATUS_UNSUCCESSFUL;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return test(RegistryPath, 1);
}
