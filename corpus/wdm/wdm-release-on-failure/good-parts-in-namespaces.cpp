#include <ntddk.h>

/* Routines of one name stand in two namespaces; a table has both. */
namespace images {
static void Notice(PUNICODE_STRING, HANDLE, PIMAGE_INFO) {}
static NTSTATUS Begin() { return PsSetLoadImageNotifyRoutine(Notice); }
static void End() { PsRemoveLoadImageNotifyRoutine(Notice); }
}

namespace threads {
static void Notice(HANDLE, HANDLE, BOOLEAN) {}
static NTSTATUS Begin() { return PsSetCreateThreadNotifyRoutine(Notice); }
static void End() { PsRemoveCreateThreadNotifyRoutine(Notice); }
}

struct Part {
    NTSTATUS (*Begin)();
    void (*End)();
};
static const Part Parts[] = {{images::Begin, images::End}, {threads::Begin, threads::End}};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT)
{
    threads::End();
    images::End();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status = Parts[0].Begin();

    if (!NT_SUCCESS(status))
        return status;
    status = Parts[1].Begin();
    if (!NT_SUCCESS(status)) {
        Parts[0].End();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
