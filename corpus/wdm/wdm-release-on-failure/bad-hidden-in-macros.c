#include <ntddk.h>

#define RETURN_ON_ERROR(expression)                   \
    {                                                 \
        NTSTATUS returned = (expression);             \
        if (!NT_SUCCESS(returned))                    \
            return returned;                          \
    }

static PVOID g_Names;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Names);
}

static NTSTATUS CheckSystem(VOID)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    RtlGetVersion(&version);
    return version.dwMajorVersion < 10 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Names = ExAllocatePool2(POOL_FLAG_PAGED, 1024, 'maNn');
    if (g_Names == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RETURN_ON_ERROR(CheckSystem()); /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
