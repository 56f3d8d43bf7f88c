<?php
// For tests: a request is by the user whose name it gives.
add_filter('determine_current_user', function ($id) {
    $user = isset($_SERVER['HTTP_X_USER']) ? get_user_by('login', $_SERVER['HTTP_X_USER']) : false;
    return $user ? $user->ID : $id;
});
