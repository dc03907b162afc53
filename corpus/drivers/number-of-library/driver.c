/* A routine of a library gives a number that is too narrow for an object: the failure behind it leaves nothing. */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

USHORT LibVersion(void);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\PowerState");
    OBJECT_ATTRIBUTES attributes;
    PCALLBACK_OBJECT callback;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ExCreateCallback(&callback, &attributes, FALSE, TRUE);
    if (!NT_SUCCESS(status))
        return status;
    ObDereferenceObject(callback);
    return LibVersion() == 0 ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}
