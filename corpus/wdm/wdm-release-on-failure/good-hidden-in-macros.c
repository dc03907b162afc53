#include <ntddk.h>

#define LEAVE_IF_NULL(p)                              \
    do {                                              \
        if ((p) == NULL) {                            \
            status = STATUS_INSUFFICIENT_RESOURCES;   \
            goto leave;                               \
        }                                             \
    } while (0)
#define RETURN_ON_ERROR(expression)                   \
    {                                                 \
        NTSTATUS returned = (expression);             \
        if (!NT_SUCCESS(returned))                    \
            return returned;                          \
    }
#define FREE_AND_NULL(p)                              \
    if (p) {                                          \
        ExFreePool(p);                                \
        (p) = NULL;                                   \
    }

static PVOID g_Names, g_Values;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FREE_AND_NULL(g_Values);
    FREE_AND_NULL(g_Names);
}

static NTSTATUS CheckSystem(VOID)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    RtlGetVersion(&version);
    return version.dwMajorVersion < 10 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    RETURN_ON_ERROR(CheckSystem());
    g_Names = ExAllocatePool2(POOL_FLAG_PAGED, 1024, 'maNn');
    LEAVE_IF_NULL(g_Names);
    g_Values = ExAllocatePool2(POOL_FLAG_PAGED, 1024, 'laVn');
    LEAVE_IF_NULL(g_Values);
    DriverObject->DriverUnload = Unload;

leave:
    if (!NT_SUCCESS(status)) {
        FREE_AND_NULL(g_Values);
        FREE_AND_NULL(g_Names);
    }
    return status;
}
