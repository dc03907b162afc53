#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PFILE_OBJECT g_File;
static PDEVICE_OBJECT g_Lower;
static PVOID g_Mem;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    ObDereferenceObjectDeferDelete(g_File);
    ExFreePool(g_Mem);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\Device\\Beep");
    NTSTATUS s;
    UNREFERENCED_PARAMETER(RegistryPath);
    s = IoGetDeviceObjectPointer(&n, FILE_READ_DATA, &g_File, &g_Lower);
    if (s < 0)
        return s;
    g_Mem = ExAllocatePool2(POOL_FLAG_PAGED, 10, 'x');
    if (!g_Mem) {
        ObfDereferenceObject(g_File);
        return STATUS_NO_MEMORY;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
