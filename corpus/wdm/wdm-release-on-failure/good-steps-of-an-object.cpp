/* undetermined-ok */
/* An object goes through a table that its constructor was given: which step a call is of is not known. */
#include <ntddk.h>

struct Step {
    NTSTATUS (*begin)();
    void (*end)();
};

class Steps {
public:
    Steps(const Step *steps, ULONG count) : steps(steps), count(count) {}

    NTSTATUS Run()
    {
        for (done = 0; done < count; ++done) {
            NTSTATUS status = steps[done].begin();
            if (!NT_SUCCESS(status)) {
                Undo();
                return status;
            }
        }
        return STATUS_SUCCESS;
    }

    void Undo()
    {
        while (done)
            steps[--done].end();
    }

private:
    const Step *steps;
    ULONG count;
    ULONG done = 0;
};

static PVOID kettle, teapot;

static NTSTATUS BeginKettle()
{
    kettle = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'aeTK');
    return kettle ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void EndKettle() { ExFreePoolWithTag(kettle, 'aeTK'); }

static NTSTATUS BeginTeapot()
{
    teapot = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'aeTP');
    return teapot ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static void EndTeapot() { ExFreePoolWithTag(teapot, 'aeTP'); }

static const Step table[] = {{BeginKettle, EndKettle}, {BeginTeapot, EndTeapot}};
static Steps all{table, ARRAYSIZE(table)};

static VOID Unload(PDRIVER_OBJECT) { all.Undo(); }

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return all.Run();
}
