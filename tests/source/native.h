/* native.h: the kernel of the drivers that programs.py writes, on this machine. Each call that may fail asks which way
 * it goes, and every sequence of answers is tried; what an entry that fails leaves, what it releases twice, and what
 * unloading leaves behind a success is printed for each driver. */
#include <cstdio>
#include <cstring>
#include <vector>

typedef int NTSTATUS;
typedef void VOID, *PVOID, *HANDLE;
typedef unsigned ULONG;
typedef unsigned char BOOLEAN, UCHAR;
typedef long long LARGE_INTEGER;
typedef struct {
    int unused;
} UNICODE_STRING, *PUNICODE_STRING, *PIMAGE_INFO, OBJECT_ATTRIBUTES, *PDEVICE_OBJECT, *PMDL;
typedef struct driver_object {
    void (*DriverUnload)(struct driver_object *);
} *PDRIVER_OBJECT;
#define TRUE 1
#define FALSE 0
#define STATUS_SUCCESS 0
#define STATUS_UNSUCCESSFUL ((NTSTATUS)0xC0000001)
#define STATUS_NO_MEMORY ((NTSTATUS)0xC0000017)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define NT_ERROR(status) ((unsigned)(status) >> 30 == 3)
#define RTL_CONSTANT_STRING(text) {0}
#define UNREFERENCED_PARAMETER(name) ((void)(name))
#define InitializeObjectAttributes(...) ((void)0)

/* ---- which way it goes ---- */

enum { MOST_QUESTIONS = 24, MOST_PATHS = 60000 };
static std::vector<int> answers;
static size_t asked;
static bool is_cut;

static int choose()
{
    if (asked == answers.size()) {
        if (answers.size() > MOST_QUESTIONS) {
            is_cut = true;
            return 0;
        }
        answers.push_back(0);
    }
    return answers[asked++];
}

/* Whether there is another sequence of answers. */
static bool go_on()
{
    while (!answers.empty() && answers.back())
        answers.pop_back();
    if (answers.empty())
        return false;
    answers.back() = 1;
    return true;
}

/* ---- what is held ---- */

enum kind { POOL, TAGGED, MDL, DEVICE, KEY, EVENT, PROCESS, IMAGE, THREAD, LINK, REGISTRY, ARRAY, KINDS };
static const char *const names[] = {"pool",    "tagged", "mdl",    "device", "key",      "event",
                                    "process", "image",  "thread", "link",   "registry", "array"};
enum { CELLS = 3 };
static char objects[KINDS + CELLS]; /* their addresses are handles */
static bool is_held[KINDS + CELLS], was_held[KINDS + CELLS], is_unloading;
static bool leaks[KINDS], stays[KINDS], is_twice[KINDS], is_wrong_in_unload[KINDS];

static kind kind_of(size_t object)
{
    return object < KINDS ? (kind)object : ARRAY;
}

static NTSTATUS acquire(size_t object)
{
    if (choose())
        return STATUS_UNSUCCESSFUL;
    is_held[object] = was_held[object] = true;
    return STATUS_SUCCESS;
}

static NTSTATUS acquire_into(size_t object, void *slot)
{
    NTSTATUS status = acquire(object);

    if (status == STATUS_SUCCESS)
        *(void **)slot = &objects[object];
    return status;
}

static void *allocate(size_t object)
{
    return acquire(object) == STATUS_SUCCESS ? &objects[object] : nullptr;
}

static void *allocate_cell()
{
    size_t object = KINDS;

    while (object < KINDS + CELLS - 1 && is_held[object])
        object++;
    return allocate(object);
}

static void release(size_t object)
{
    if (is_held[object])
        is_held[object] = false;
    else if (is_unloading)
        is_wrong_in_unload[kind_of(object)] = true;
    else if (was_held[object])
        is_twice[kind_of(object)] = true;
}

static void release_handle(void *handle)
{
    if (handle)
        release((size_t)((char *)handle - objects));
}

enum { POOL_FLAG_NON_PAGED, NonPagedPoolNx, PagedPool, KEY_READ, EVENT_ALL_ACCESS };
#define ExAllocatePool2(...) allocate(POOL)
#define ExAllocatePoolWithTag(...) allocate(TAGGED)
#define ExAllocatePoolUninitialized(...) allocate_cell()
#define ExFreePoolWithTag(block, tag) release_handle(block)
#define IoAllocateMdl(...) ((PMDL)allocate(MDL))
#define IoFreeMdl(mdl) release_handle(mdl)
#define IoCreateDevice(a, b, c, d, e, f, slot) acquire_into(DEVICE, slot)
#define IoDeleteDevice(device) release_handle(device)
#define ZwOpenKey(slot, access, attributes) acquire_into(KEY, slot)
#define ZwCreateEvent(slot, ...) acquire_into(EVENT, slot)
#define ZwClose(handle) release_handle(handle)
#define PsSetCreateProcessNotifyRoutine(routine, remove) ((remove) ? (release(PROCESS), 0) : acquire(PROCESS))
#define PsSetLoadImageNotifyRoutine(routine) acquire(IMAGE)
#define PsRemoveLoadImageNotifyRoutine(routine) release(IMAGE)
#define PsSetCreateThreadNotifyRoutine(routine) acquire(THREAD)
#define PsRemoveCreateThreadNotifyRoutine(routine) release(THREAD)
#define IoCreateSymbolicLink(link, name) acquire(LINK)
#define IoDeleteSymbolicLink(link) release(LINK)
#define CmRegisterCallback(...) acquire(REGISTRY)
#define CmUnRegisterCallback(cookie) release(REGISTRY)
#define RtlCheckRegistryKey(...) (choose() ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS)
#define ExIsProcessorFeaturePresent(feature) choose()

/* ---- a driver ---- */

void reset(int number); /* its globals */

static void run_path(int number, NTSTATUS (*entry)(PDRIVER_OBJECT, PUNICODE_STRING))
{
    struct driver_object driver = {nullptr};
    UNICODE_STRING path = {0};
    bool *left = leaks;

    asked = 0;
    is_unloading = false;
    memset(is_held, 0, sizeof is_held);
    memset(was_held, 0, sizeof was_held);
    reset(number);
    if (NT_SUCCESS(entry(&driver, &path))) {
        is_unloading = true;
        driver.DriverUnload(&driver);
        left = stays;
    }
    for (size_t object = 0; object < KINDS + CELLS; object++)
        left[kind_of(object)] |= is_held[object];
}

static void run(int number, NTSTATUS (*entry)(PDRIVER_OBJECT, PUNICODE_STRING))
{
    struct {
        const char *what;
        bool *kinds;
    } const said[] = {{"leak", leaks}, {"stay", stays}, {"twice", is_twice}, {"unload", is_wrong_in_unload}};
    unsigned long paths = 0;

    answers.clear();
    is_cut = false;
    for (auto &one : said)
        memset(one.kinds, 0, KINDS * sizeof *one.kinds);
    do
        run_path(number, entry);
    while (go_on() && ++paths < MOST_PATHS);
    printf("%d %s", number, is_cut || paths == MOST_PATHS ? "cut" : "whole");
    for (auto &one : said)
        for (int kind = 0; kind < KINDS; kind++)
            if (one.kinds[kind])
                printf(" %s:%s", one.what, names[kind]);
    printf("\n");
}
