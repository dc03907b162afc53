/* What owns the block is a class of the C++ library: whether it has one, it is asked itself. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
#include <ntddk.h>
#include <memory>

static const ULONG OwnedTag = 'dnwO';

struct PoolDelete {
    void operator()(void *block) const noexcept { ExFreePoolWithTag(block, OwnedTag); }
};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static UCHAR *Table;

static void Unload(PDRIVER_OBJECT)
{
    ExFreePoolWithTag(Table, OwnedTag);
    PsRemoveLoadImageNotifyRoutine(nullptr);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING)
{
    std::unique_ptr<UCHAR, PoolDelete> block(static_cast<UCHAR *>(ExAllocatePool2(POOL_FLAG_PAGED, 64, OwnedTag)));

    if (!block)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = PsSetLoadImageNotifyRoutine(nullptr);
    if (!NT_SUCCESS(status))
        return status;
    Table = block.release();
    object->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
