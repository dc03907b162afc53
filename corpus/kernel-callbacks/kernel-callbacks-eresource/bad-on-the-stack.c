#include <ntddk.h>

static PERESOURCE g_Lock;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ERESOURCE lock;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeResourceLite(&lock); /* expect: kernel-callbacks-eresource */
    g_Lock = &lock;
    return STATUS_SUCCESS;
}
