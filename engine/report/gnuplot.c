#include "report/gnuplot.h"

#include "base/beside.h"
#include "base/file.h"
#include "base/name.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The end of what gnuplot wrote to stderr, on one line. */
static void read_complaint(int file, char *problem, size_t size) {
    char text[2048] = "";
    off_t end = lseek(file, 0, SEEK_END);
    off_t start = end > (off_t)sizeof text - 1 ? end - (off_t)sizeof text + 1 : 0;
    ssize_t length = pread(file, text, sizeof text - 1, start);
    text[length > 0 ? length : 0] = '\0';
    for (char *c = strpbrk(text, "\n\t"); c != NULL; c = strpbrk(c, "\n\t")) {
        *c = ' ';
    }
    size_t blank = strspn(text, " ");
    (void)snprintf(problem, size, "gnuplot: %.400s", text + blank);
    ent_text_mask(problem);
}

/* How it ended; *killed tells whether by a signal. */
static bool wait_for(pid_t child, int complaints, bool *killed, char *problem, size_t size) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            (void)snprintf(problem, size, "gnuplot was lost: %s", strerror(errno));
            return false;
        }
    }
    *killed = WIFSIGNALED(status);
    if (*killed) {
        (void)snprintf(problem, size, "gnuplot was killed by signal %d", WTERMSIG(status));
        return false;
    }
    if (WEXITSTATUS(status) != 0) {
        read_complaint(complaints, problem, size);
        return false;
    }
    return true;
}

/* Where a child's input comes from and its output goes to; -1: nothing, and our own. */
typedef struct {
    int input, output, complaints;
} pipes_t;

static int spawn(char *const *arguments, const pipes_t *pipes, pid_t *child) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    if (pipes->input >= 0) {
        (void)posix_spawn_file_actions_adddup2(&actions, pipes->input, STDIN_FILENO);
    } else {
        (void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    if (pipes->output >= 0) {
        (void)posix_spawn_file_actions_adddup2(&actions, pipes->output, STDOUT_FILENO);
    }
    (void)posix_spawn_file_actions_adddup2(&actions, pipes->complaints, STDERR_FILENO);
    error = posix_spawnp(child, arguments[0], &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Runs gnuplot to its end. */
static ent_gnuplot_t run(char *const *arguments, const pipes_t *pipes, bool *killed, char *problem,
                         size_t size) {
    pid_t child = 0;
    (void)fflush(stdout); /* gnuplot may write there, too */
    int error = spawn(arguments, pipes, &child);
    if (error == ENOENT || error == EACCES) {
        (void)snprintf(problem, size, "gnuplot is not installed");
        return ENT_GNUPLOT_MISSING;
    }
    if (error != 0) {
        (void)snprintf(problem, size, "gnuplot cannot be started: %s", strerror(error));
        return ENT_GNUPLOT_FAILED;
    }
    return wait_for(child, pipes->complaints, killed, problem, size) ? ENT_GNUPLOT_DONE
                                                                     : ENT_GNUPLOT_FAILED;
}

static void close_file(int file) {
    if (file >= 0) {
        (void)close(file);
    }
}

/* "gnuplot 5.4 patchlevel 4"; all else passes. */
static bool is_too_old(int file, char *problem, size_t size) {
    char text[256] = "";
    unsigned major = 0, minor = 0;
    ssize_t length = pread(file, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = '\0';
    if (sscanf(text, "gnuplot %3u.%3u", &major, &minor) != 2 || major > ENT_GNUPLOT_MAJOR ||
        (major == ENT_GNUPLOT_MAJOR && minor >= ENT_GNUPLOT_MINOR)) {
        return false;
    }
    (void)snprintf(problem, size,
                   "gnuplot is too old: found version %u.%u, expected %d.%d or newer", major, minor,
                   ENT_GNUPLOT_MAJOR, ENT_GNUPLOT_MINOR);
    return true;
}

ent_gnuplot_t ent_gnuplot_look(char *problem, size_t size) {
    char name[] = "gnuplot", version[] = "--version", *arguments[] = {name, version, NULL};
    ent_gnuplot_t result = ENT_GNUPLOT_DONE;
    int said = memfd_create("version", MFD_CLOEXEC);
    const pipes_t pipes = {.input = -1, .output = said, .complaints = said};
    if (said >= 0) {
        bool killed = false;
        result = run(arguments, &pipes, &killed, problem, size);
        bool old = result == ENT_GNUPLOT_DONE && is_too_old(said, problem, size);
        if (old || result == ENT_GNUPLOT_MISSING) {
            result = ENT_GNUPLOT_MISSING;
        } else if (!killed) { /* one that cannot tell its version may still draw */
            result = ENT_GNUPLOT_DONE;
        }
    }
    if (result == ENT_GNUPLOT_DONE) {
        problem[0] = '\0';
    }
    close_file(said);
    return result;
}

ent_gnuplot_t ent_gnuplot_run(const char *script, size_t length, char *problem, size_t size) {
    char name[] = "gnuplot", defaults[] = "-d", standard_input[] = "-";
    char *arguments[] = {name, defaults, standard_input, NULL};
    ent_gnuplot_t result = ENT_GNUPLOT_FAILED;
    const pipes_t pipes = {.input = memfd_create("script", MFD_CLOEXEC),
                           .output = -1,
                           .complaints = memfd_create("complaints", MFD_CLOEXEC)};
    problem[0] = '\0';
    if (pipes.input < 0 || pipes.complaints < 0 || !ent_write_all(pipes.input, script, length) ||
        lseek(pipes.input, 0, SEEK_SET) != 0) {
        (void)snprintf(problem, size, "no script for gnuplot: %s", strerror(errno));
    } else {
        bool killed = false;
        result = run(arguments, &pipes, &killed, problem, size);
    }
    close_file(pipes.input);
    close_file(pipes.complaints);
    return result;
}

ent_err_t ent_gnuplot_templates(char **templates) {
    return ent_folder_beside("plots", "style.gp", templates);
}

/* Written as they are; all else of ASCII goes as \\ooo, which gnuplot cannot take for anything. */
static bool is_plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80 || strchr(" .,:;/_()+=-", c) != NULL;
}

void ent_gnuplot_quote(FILE *script, const char *text, size_t most) {
    size_t length = ent_text_prefix(text, most);
    bool escaped = false;
    fputc('"', script);
    for (const char *c = text; c < text + length; c++) {
        /* gnuplot would take a digit behind an escape for a part of it. */
        escaped = !is_plain(*c) || (escaped && *c >= '0' && *c <= '9');
        if (escaped) {
            fprintf(script, "\\%03o", (unsigned)(unsigned char)*c);
        } else {
            fputc(*c, script);
        }
    }
    fputs(text[length] != '\0' ? "...\"" : "\"", script);
}

void ent_gnuplot_text(FILE *script, const char *name, const char *text) {
    fprintf(script, "%s = ", name);
    ent_gnuplot_quote(script, text, (size_t)-1);
    fputc('\n', script);
}

void ent_gnuplot_file(FILE *script, const char *name, const char *path) {
    fprintf(script, "%s = %s", name, path[0] == '/' ? "" : "'./'.");
    ent_gnuplot_quote(script, path, (size_t)-1);
    fputc('\n', script);
}
