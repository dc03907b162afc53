/* models: export-driver */
#include "codec.h"

FAST_MUTEX CodecLock;

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath);
NTSTATUS DllUnload(VOID);

/* Never called: the system asks for an entry point all the same. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

NTSTATUS DllInitialize(PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&CodecLock);
    return CodecMakeTable();
}

NTSTATUS DllUnload(VOID)
{
    CodecFreeTable();
    return STATUS_SUCCESS;
}
