/* A section is mapped twice: to be read at once, and in system space for as long as the driver is there. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Section, Shared;
static ULONG First;

static NTSTATUS ReadFirst(HANDLE Handle)
{
    PVOID view = NULL;
    SIZE_T size = 0;
    NTSTATUS status;

    status =
        ZwMapViewOfSection(Handle, ZwCurrentProcess(), &view, 0, 0, NULL, &size, ViewUnmap, 0, PAGE_READONLY);
    if (!NT_SUCCESS(status))
        return status;
    First = *(PULONG)view;
    ZwUnmapViewOfSection(ZwCurrentProcess(), view);
    return First == 0 ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}

static NTSTATUS MapShared(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Shared");
    OBJECT_ATTRIBUTES attributes;
    SIZE_T size = 0;
    NTSTATUS status;
    HANDLE handle;

    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenSection(&handle, SECTION_ALL_ACCESS, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(handle, SECTION_ALL_ACCESS, NULL, KernelMode, &Section, NULL);
    if (!NT_SUCCESS(status))
        goto Close;
    status = MmMapViewInSystemSpace(Section, &Shared, &size);
    if (!NT_SUCCESS(status))
        goto Dereference;
    status = ReadFirst(handle);
    if (!NT_SUCCESS(status))
        goto Unmap;
    ZwClose(handle);
    return STATUS_SUCCESS;

Unmap:
    MmUnmapViewInSystemSpace(Shared);
Dereference:
    ObDereferenceObject(Section);
Close:
    ZwClose(handle);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmUnmapViewInSystemSpace(Shared);
    ObDereferenceObject(Section);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return MapShared();
}
