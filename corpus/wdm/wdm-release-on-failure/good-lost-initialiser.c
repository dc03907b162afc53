/* undetermined-ok: what a cast of a structure gives is not read */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
EX_CALLBACK_FUNCTION OnRegistry;

static LARGE_INTEGER Cookie;

NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Details)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Details);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"380000");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = CmRegisterCallbackEx(OnRegistry, &altitude, DriverObject, NULL, &Cookie, NULL);
    if (NT_SUCCESS(status)) {
        PVOID registered = (PVOID)(Cookie);

        CmUnRegisterCallback(registered);
        status = STATUS_UNSUCCESSFUL;
    }
    return status;
}
