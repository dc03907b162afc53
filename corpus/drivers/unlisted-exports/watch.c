/* The driver declares what the kernel exports and no header of the kit has: such a routine registers nothing and
 * keeps nothing, and what it gives out is released as usual. */
#include <ntifs.h>

#define WATCH_TAG 'hctW'

NTSYSAPI NTSTATUS NTAPI ZwQuerySystemInformation(ULONG Class, PVOID Information, ULONG Length, PULONG Needed);
NTSYSAPI NTSTATUS NTAPI RtlDuplicateUnicodeString(ULONG Flags, PCUNICODE_STRING StringIn, PUNICODE_STRING StringOut);
NTKERNELAPI NTSTATUS ObOpenObjectByName(POBJECT_ATTRIBUTES Attributes, POBJECT_TYPE Type, KPROCESSOR_MODE Mode,
                                        PACCESS_STATE AccessState, ACCESS_MASK Access, PVOID Parse, PHANDLE Handle);
NTKERNELAPI NTSTATUS PsReferenceProcessFilePointer(PEPROCESS Process, PFILE_OBJECT *FileObject);
NTKERNELAPI PVOID PsGetProcessSectionBase(PEPROCESS Process);
NTKERNELAPI PVOID PsGetThreadTeb(PETHREAD Thread);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD WatchUnload;

static UNICODE_STRING Service;
static PFILE_OBJECT Image;
static PVOID Base;
static ULONG Modules[256];

static VOID WatchImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(WatchImage);
    ObDereferenceObject(Image);
    RtlFreeUnicodeString(&Service);
}

static NTSTATUS WatchLook(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\KernelObjects");
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;
    ULONG needed = 0;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ObOpenObjectByName(&attributes, NULL, KernelMode, NULL, GENERIC_READ, NULL, &handle);
    if (!NT_SUCCESS(status))
        return status;
    status = ZwQuerySystemInformation(11, Modules, sizeof(Modules), &needed);
    ZwClose(handle);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = WatchLook();

    if (!NT_SUCCESS(status))
        return status;
    status = RtlDuplicateUnicodeString(1, RegistryPath, &Service);
    if (!NT_SUCCESS(status))
        return status;
    Base = PsGetThreadTeb(PsGetCurrentThread());
    Base = Base != NULL ? Base : PsGetProcessSectionBase(PsInitialSystemProcess);
    status = PsReferenceProcessFilePointer(PsInitialSystemProcess, &Image);
    if (!NT_SUCCESS(status)) {
        RtlFreeUnicodeString(&Service);
        return status;
    }
    status = PsSetLoadImageNotifyRoutine(WatchImage);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(Image);
        RtlFreeUnicodeString(&Service);
        return status;
    }
    DriverObject->DriverUnload = WatchUnload;
    return STATUS_SUCCESS;
}
