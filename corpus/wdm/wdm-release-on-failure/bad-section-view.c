/* Where what is read is not as expected, neither view is unmapped. */
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
    if (First == 0)
        return STATUS_UNSUCCESSFUL;
    ZwUnmapViewOfSection(ZwCurrentProcess(), view);
    return STATUS_SUCCESS;
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
        goto Dereference;
    ZwClose(handle);
    return STATUS_SUCCESS;

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
    return MapShared(); /* expect: wdm-release-on-failure wdm-release-on-failure */
}
