#ifndef _WIN32
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): the name is POSIX's */
#endif

#include "support/platform.h"

#include "support/text.h"

#include <errno.h>
#ifndef _WIN32
#include <fcntl.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST_PATH = 4096 };

/* ---- paths as text: the same on every system ---- */

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* The part of a path that `..` cannot leave: `/`, `C:`, `C:/`; on Windows `//` of a share. */
static size_t root_size(const char *path)
{
    size_t size = 0;

    if (((path[0] >= 'a' && path[0] <= 'z') || (path[0] >= 'A' && path[0] <= 'Z')) && path[1] == ':')
        size = 2;
#ifdef _WIN32
    if (size == 0 && is_slash(path[0]) && is_slash(path[1]))
        return 2;
#endif
    return is_slash(path[size]) ? size + 1 : size;
}

bool dl_path_is_rooted(const char *path)
{
    return root_size(path) > 0;
}

static bool is_absolute(const char *path)
{
    size_t size = root_size(path);

    return size > 0 && is_slash(path[size - 1]);
}

char *dl_path_clean(const char *path, dl_arena *arena)
{
    size_t root = root_size(path), floor, count;
    char *made = dl_arena_alloc(arena, strlen(path) + 2);

    for (count = 0; count < root; count++)
        made[count] = path[count];
    for (size_t i = 0; i < count; i++)
        if (made[i] == '\\')
            made[i] = '/';
    floor = count;
    for (const char *at = path + root; *at;) {
        size_t size = 0;

        while (at[size] && !is_slash(at[size]))
            size++;
        if (size == 2 && at[0] == '.' && at[1] == '.' && count > floor) {
            while (count > floor && made[count - 1] != '/')
                count--;
            if (count > floor)
                count--;
        } else if (size == 2 && at[0] == '.' && at[1] == '.' && is_absolute(path)) {
            /* nothing is above the root */
        } else if (size > 0 && !(size == 1 && at[0] == '.')) {
            if (count > 0 && made[count - 1] != '/' && !(count == root && root > 0))
                made[count++] = '/';
            memcpy(made + count, at, size);
            count += size;
            if (size == 2 && at[0] == '.' && at[1] == '.')
                floor = count;
        }
        at += size;
        while (is_slash(*at))
            at++;
    }
    if (count == 0)
        made[count++] = '.';
    made[count] = '\0';
    return made;
}

char *dl_path_join(const char *folder, const char *name, dl_arena *arena)
{
    if (is_absolute(name))
        return dl_path_clean(name, arena);
    return dl_path_clean(dl_arena_printf(arena, "%s/%s", *folder ? folder : ".", name), arena);
}

const char *dl_path_name(const char *path)
{
    const char *name = path;

    for (const char *at = path; *at; at++)
        if (is_slash(*at))
            name = at + 1;
    return name;
}

char *dl_path_folder(const char *path, dl_arena *arena)
{
    size_t size = (size_t)(dl_path_name(path) - path);

    return size == 0 ? dl_arena_strdup(arena, ".") : dl_path_clean(dl_arena_strndup(arena, path, size), arena);
}

/* The bytes of `path` that name `folder` and the slash behind it; 0 when it does not lie there.
 * Both cleaned. */
static size_t shared_size(const char *path, const char *folder)
{
    size_t size = strlen(folder);

    if (strcmp(folder, ".") == 0)
        return 0;
#ifdef _WIN32
    if (_strnicmp(path, folder, size) != 0)
        return 0;
#else
    if (strncmp(path, folder, size) != 0)
        return 0;
#endif
    if (size > 0 && folder[size - 1] == '/')
        return size;
    return path[size] == '/' ? size + 1 : path[size] == '\0' ? size : 0;
}

bool dl_path_is_below(const char *path, const char *folder)
{
    if (strcmp(folder, ".") == 0)
        return !is_absolute(path) && !(path[0] == '.' && path[1] == '.' && (is_slash(path[2]) || !path[2]));
    return shared_size(path, folder) > 0;
}

char *dl_path_below(const char *path, const char *folder, dl_arena *arena)
{
    char *clean = dl_path_clean(path, arena);
    size_t shared = shared_size(clean, dl_path_clean(folder, arena));

    return clean[shared] == '\0' ? dl_arena_strdup(arena, ".") : clean + shared;
}

char *dl_path_key(const char *path, dl_arena *arena)
{
    char *made = dl_text_lower(path, arena);

    for (char *at = made; *at; at++)
        if (*at == '\\')
            *at = '/';
    return made;
}

size_t dl_path_shared(const char *left, const char *right)
{
    size_t shared = 0;

    for (size_t i = 0; left[i] && left[i] == right[i]; i++)
        shared += left[i] == '/';
    return shared;
}

/* ---- what both halves give to the rest ---- */

/* Entries of a folder, each `a` (file) or `b` (folder) and the name, NUL behind it. */
typedef struct listing {
    char *at;
    size_t size, room;
} listing;

static int list_folder(listing *list, const char *folder);
static int file_size(const char *path, uint64_t *size, bool *is_regular);
static FILE *open_file(const char *path, const char *mode);
static int move_file(const char *from, const char *to);
static unsigned process_number(void);

static const char *error_text(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "no such file or folder";
    case EACCES:
    case EPERM:
        return "permission denied";
    case EISDIR:
        return "is a folder";
    case ENOSPC:
        return "no space left";
    case EROFS:
        return "read-only file system";
    case ENAMETOOLONG:
        return "name too long";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    default:
        return "input/output error";
    }
}

dl_code dl_file_read(const char **text, size_t *size, const char *path, size_t most, dl_arena *arena, dl_status *why)
{
    uint64_t length = 0;
    bool is_regular = false;
    int error = file_size(path, &length, &is_regular);
    char *memory;
    FILE *file;
    size_t count;

    if (error != 0)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "cannot be read: %s", error_text(error));
    if (!is_regular)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "cannot be read: not a regular file");
    if (length > most)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "is larger than %zu bytes", most);
    memory = dl_arena_alloc_raw(arena, (size_t)length + 1); /* before the file is open: it may not return */
    file = open_file(path, "rb");
    if (!file)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "cannot be read: %s", error_text(errno));
    count = fread(memory, 1, (size_t)length, file);
    error = ferror(file) ? EIO : 0;
    (void)fclose(file);
    if (error != 0)
        return dl_fail_at(why, DL_BAD_INPUT, path, 0, 0, "cannot be read: %s", error_text(error));
    memory[count] = '\0';
    *text = memory;
    *size = count;
    return DL_OK;
}

static dl_code write_to(const char *name, const char *path, const char *bytes, size_t size, dl_status *why)
{
    FILE *file = open_file(name, "wb");
    bool is_good;

    if (!file)
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "cannot be written: %s", error_text(errno));
    is_good = fwrite(bytes, 1, size, file) == size;
    if (fclose(file) != 0 || !is_good)
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "cannot be written: %s", error_text(errno));
    return DL_OK;
}

dl_code dl_file_write(const char *path, const char *bytes, size_t size, dl_arena *arena, dl_status *why)
{
    dl_path_kind kind = dl_path_kind_of(path);
    const char *target = path, *draft;
    dl_code code;
    int error;

    if (kind == DL_PATH_FOLDER)
        return dl_fail_at(why, DL_USAGE, path, 0, 0, "cannot be written: %s", error_text(EISDIR));
    if (kind == DL_PATH_OTHER)
        return write_to(path, path, bytes, size, why);
    if (kind == DL_PATH_FILE)
        target = dl_path_real(path, arena);
    draft = dl_arena_printf(arena, "%s.%u.tmp", target ? target : path, process_number());
    code = write_to(draft, path, bytes, size, why);
    if (code == DL_OK && (error = move_file(draft, target ? target : path)) != 0)
        code = dl_fail_at(why, DL_USAGE, path, 0, 0, "cannot be written: %s", error_text(error));
    if (code != DL_OK)
        (void)remove(draft);
    return code;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The entries of a folder in the order of the walk. */
static int sorted_entries(const char ***entries, size_t *count, const char *folder, dl_arena *arena)
{
    listing list = {0};
    size_t i = 0;
    int error;

    do { /* counted, then filled; again when the folder has grown between the two */
        list.room = list.size;
        list.at = list.room ? dl_arena_alloc(arena, list.room) : NULL;
        list.size = 0;
        error = list_folder(&list, folder);
    } while (error == 0 && list.size > list.room);
    *count = 0;
    if (error != 0)
        return error;
    for (size_t at = 0; at < list.size; at += strlen(list.at + at) + 1)
        ++*count;
    *entries = DL_NEW_ARRAY(arena, *count, const char *);
    for (size_t at = 0; at < list.size; at += strlen(list.at + at) + 1)
        (*entries)[i++] = list.at + at;
    qsort(*entries, *count, sizeof **entries, by_text);
    return 0;
}

typedef struct walk {
    dl_visit *visit;
    void *self;
    dl_arena *arena;
    dl_status *why;
    dl_code code;
} walker;

/* Returns false to end the walk. */
static bool walk_folder(walker *walk, const char *folder)
{
    const char **entries = NULL;
    size_t count = 0, length = strlen(folder);
    const char *between = length > 0 && is_slash(folder[length - 1]) ? "" : "/";
    int error = sorted_entries(&entries, &count, folder, walk->arena);

    if (error != 0)
        walk->code = dl_fail_at(walk->why, DL_BAD_INPUT, folder, 0, 0, "cannot be read: %s", error_text(error));
    for (size_t i = 0; i < count; i++) {
        const char *path = dl_arena_printf(walk->arena, "%s%s%s", folder, between, entries[i] + 1);

        if (entries[i][0] == 'a' ? !walk->visit(walk->self, path) : !walk_folder(walk, path))
            return false;
    }
    return true;
}

dl_code dl_folder_walk(const char *folder, dl_visit *visit, void *self, dl_arena *arena, dl_status *why)
{
    walker walk = {visit, self, arena, why, DL_OK};

    (void)walk_folder(&walk, folder);
    return walk.code;
}

/* As far as there is room; the size counts on. */
static void add_entry(listing *list, char kind, const char *name)
{
    size_t size = strlen(name) + 2;

    if (list->at && list->size + size <= list->room) {
        list->at[list->size] = kind;
        memcpy(list->at + list->size + 1, name, size - 1);
    }
    list->size += size;
}

#ifdef _WIN32

/* ---- Windows ---- */

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <wchar.h>

typedef struct wide {
    wchar_t at[LONGEST_PATH];
} wide;

static const wchar_t *to_wide(wide *buffer, const char *text)
{
    if (MultiByteToWideChar(CP_UTF8, 0, text, -1, buffer->at, LONGEST_PATH) == 0)
        buffer->at[0] = L'\0';
    return buffer->at;
}

static char *from_wide(const wchar_t *text, dl_arena *arena)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *made = dl_arena_alloc(arena, size > 0 ? (size_t)size : 1);

    if (size > 0)
        (void)WideCharToMultiByte(CP_UTF8, 0, text, -1, made, size, NULL, NULL);
    return made;
}

static int errno_of(DWORD error)
{
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
        return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
        return EACCES;
    case ERROR_DISK_FULL:
        return ENOSPC;
    default:
        return EIO;
    }
}

dl_path_kind dl_path_kind_of(const char *path)
{
    wide name;
    DWORD attributes = GetFileAttributesW(to_wide(&name, path));

    if (attributes == INVALID_FILE_ATTRIBUTES)
        return DL_PATH_MISSING;
    if (attributes & FILE_ATTRIBUTE_DEVICE)
        return DL_PATH_OTHER;
    return attributes & FILE_ATTRIBUTE_DIRECTORY ? DL_PATH_FOLDER : DL_PATH_FILE;
}

bool dl_path_is_link(const char *path)
{
    wide name;
    DWORD attributes = GetFileAttributesW(to_wide(&name, path));

    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_REPARSE_POINT);
}

static int file_size(const char *path, uint64_t *size, bool *is_regular)
{
    WIN32_FILE_ATTRIBUTE_DATA data;
    wide name;

    if (!GetFileAttributesExW(to_wide(&name, path), GetFileExInfoStandard, &data))
        return errno_of(GetLastError());
    *size = (uint64_t)data.nFileSizeHigh << 32 | data.nFileSizeLow;
    *is_regular = !(data.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE));
    return 0;
}

static FILE *open_file(const char *path, const char *mode)
{
    wide name;

    return _wfopen(to_wide(&name, path), mode[0] == 'r' ? L"rb" : L"wb");
}

static int move_file(const char *from, const char *to)
{
    wide source, target;

    if (MoveFileExW(to_wide(&source, from), to_wide(&target, to), MOVEFILE_REPLACE_EXISTING))
        return 0;
    return errno_of(GetLastError());
}

static unsigned process_number(void)
{
    return (unsigned)GetCurrentProcessId();
}

static int list_folder(listing *list, const char *folder)
{
    WIN32_FIND_DATAW found;
    wide pattern;
    char name[LONGEST_PATH];
    HANDLE search;
    size_t size;

    (void)to_wide(&pattern, folder);
    size = wcslen(pattern.at);
    if (size + 3 > LONGEST_PATH)
        return ENAMETOOLONG;
    wmemcpy(pattern.at + size, L"/*", 3);
    search = FindFirstFileW(pattern.at, &found);
    if (search == INVALID_HANDLE_VALUE)
        return errno_of(GetLastError());
    do {
        bool is_folder = (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
        bool is_link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;

        if (found.cFileName[0] == L'.' || (is_folder && is_link))
            continue;
        if (WideCharToMultiByte(CP_UTF8, 0, found.cFileName, -1, name, LONGEST_PATH, NULL, NULL) > 0)
            add_entry(list, is_folder ? 'b' : 'a', name);
    } while (FindNextFileW(search, &found));
    (void)FindClose(search);
    return 0;
}

char *dl_path_real(const char *path, dl_arena *arena)
{
    wide name, real;
    const wchar_t *at = real.at;
    DWORD size = 0;
    HANDLE file = CreateFileW(to_wide(&name, path), 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                              OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);

    if (file == INVALID_HANDLE_VALUE)
        return NULL;
    size = GetFinalPathNameByHandleW(file, real.at, LONGEST_PATH, FILE_NAME_NORMALIZED);
    (void)CloseHandle(file);
    if (size == 0 || size >= LONGEST_PATH)
        return NULL;
    if (wcsncmp(at, L"\\\\?\\UNC\\", 8) == 0) {
        at += 6;
        real.at[6] = L'\\';
    } else if (wcsncmp(at, L"\\\\?\\", 4) == 0) {
        at += 4;
    }
    return dl_path_clean(from_wide(at, arena), arena);
}

char *dl_path_current(dl_arena *arena)
{
    wide buffer;
    DWORD size = GetCurrentDirectoryW(LONGEST_PATH, buffer.at);

    if (size == 0 || size >= LONGEST_PATH)
        return dl_arena_strdup(arena, ".");
    return dl_path_clean(from_wide(buffer.at, arena), arena);
}

unsigned dl_cpu_count(void)
{
    SYSTEM_INFO info;

    GetSystemInfo(&info);
    return info.dwNumberOfProcessors > 0 ? (unsigned)info.dwNumberOfProcessors : 1;
}

bool dl_is_terminal(FILE *stream)
{
    return _isatty(_fileno(stream)) != 0;
}

void dl_stdout_binary(void)
{
    (void)_setmode(_fileno(stdout), _O_BINARY);
}

double dl_seconds(void)
{
    FILETIME made, ended, kernel, user;

    if (!GetThreadTimes(GetCurrentThread(), &made, &ended, &kernel, &user))
        return 0;
    return ((double)kernel.dwHighDateTime + user.dwHighDateTime) * 429.4967296 +
           ((double)kernel.dwLowDateTime + user.dwLowDateTime) * 1e-7;
}

double dl_wall_seconds(void)
{
    LARGE_INTEGER now, rate;

    if (!QueryPerformanceCounter(&now) || !QueryPerformanceFrequency(&rate))
        return 0;
    return (double)now.QuadPart / (double)rate.QuadPart;
}

#else

/* ---- POSIX ---- */

#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* `path` with forward slashes, unless a file of this very name is there. */
static const char *native(char *buffer, const char *path)
{
    struct stat found;
    size_t size = strlen(path);

    if (!strchr(path, '\\') || size >= LONGEST_PATH || lstat(path, &found) == 0)
        return path;
    memcpy(buffer, path, size + 1);
    for (char *at = buffer; *at; at++)
        if (*at == '\\')
            *at = '/';
    return buffer;
}

dl_path_kind dl_path_kind_of(const char *path)
{
    char buffer[LONGEST_PATH];
    struct stat found;

    if (stat(native(buffer, path), &found) != 0)
        return errno == EACCES ? DL_PATH_OTHER : DL_PATH_MISSING;
    if (S_ISREG(found.st_mode))
        return DL_PATH_FILE;
    return S_ISDIR(found.st_mode) ? DL_PATH_FOLDER : DL_PATH_OTHER;
}

bool dl_path_is_link(const char *path)
{
    char buffer[LONGEST_PATH];
    struct stat found;

    return lstat(native(buffer, path), &found) == 0 && S_ISLNK(found.st_mode);
}

static int file_size(const char *path, uint64_t *size, bool *is_regular)
{
    char buffer[LONGEST_PATH];
    struct stat found;

    if (stat(native(buffer, path), &found) != 0)
        return errno;
    *size = (uint64_t)found.st_size;
    *is_regular = S_ISREG(found.st_mode);
    return 0;
}

static FILE *open_file(const char *path, const char *mode)
{
    char buffer[LONGEST_PATH];

    return fopen(native(buffer, path), mode);
}

static int move_file(const char *from, const char *to)
{
    return rename(from, to) == 0 ? 0 : errno;
}

static unsigned process_number(void)
{
    return (unsigned)getpid();
}

/* Whether the entry counts, and as what. Broken links, pipes and devices do not. */
static bool entry_kind(char *kind, int folder, const char *name)
{
    struct stat found;

    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (S_ISDIR(found.st_mode)) {
        *kind = 'b';
        return true;
    }
    if (S_ISLNK(found.st_mode) && fstatat(folder, name, &found, 0) != 0)
        return false;
    *kind = 'a';
    return S_ISREG(found.st_mode);
}

static int list_folder(listing *list, const char *folder)
{
    char buffer[LONGEST_PATH], kind;
    const struct dirent *entry;
    DIR *open = opendir(native(buffer, folder));
    int number = open ? dirfd(open) : -1, error;

    if (!open)
        return errno;
    for (errno = 0; number >= 0 && (entry = readdir(open)) != NULL; errno = 0)
        if (entry->d_name[0] != '.' && entry_kind(&kind, number, entry->d_name))
            add_entry(list, kind, entry->d_name);
    error = errno;
    (void)closedir(open);
    return error;
}

char *dl_path_real(const char *path, dl_arena *arena)
{
    char buffer[LONGEST_PATH], real[PATH_MAX];

    return realpath(native(buffer, path), real) ? dl_arena_strdup(arena, real) : NULL;
}

char *dl_path_current(dl_arena *arena)
{
    char buffer[PATH_MAX];

    return dl_arena_strdup(arena, getcwd(buffer, sizeof buffer) ? buffer : ".");
}

unsigned dl_cpu_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > 0 && count < UINT_MAX ? (unsigned)count : 1;
}

bool dl_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) == 1;
}

void dl_stdout_binary(void)
{
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    return clock_gettime(clock, &now) == 0 ? (double)now.tv_sec + (double)now.tv_nsec * 1e-9 : 0;
}

double dl_seconds(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

double dl_wall_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

#endif
