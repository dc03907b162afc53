#include <ntddk.h>

static PVOID g_Window;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Window);
}

static NTSTATUS CheckVersion(VOID)
{
    RTL_OSVERSIONINFOW version;

    RtlZeroMemory(&version, sizeof(version));
    version.dwOSVersionInfoSize = sizeof(version);
    RtlGetVersion(&version);
    return version.dwBuildNumber < 10240 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_UNSUCCESSFUL;

    UNREFERENCED_PARAMETER(RegistryPath);
    __try {
        g_Window = ExAllocatePool2(POOL_FLAG_PAGED, 8192, 'dniW');
        if (g_Window == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            __leave;
        }
        status = CheckVersion();
        if (!NT_SUCCESS(status)) {
            __leave;
        }
        DriverObject->DriverUnload = Unload;
    } __finally {
        if (!NT_SUCCESS(status) && g_Window != NULL) {
            ExFreePool(g_Window);
            g_Window = NULL;
        }
    }
    return status;
}
